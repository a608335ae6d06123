"""The ledger's history against CloudTrail's."""

from connect_phone_numbers.quota.arithmetic import CountedOperation
from connect_phone_numbers.rebuild_ledger.history import CountedEvent, compare, counted_events
from connect_phone_numbers.rebuild_ledger.trail_event import CLAIM, IMPORT, MOVE, RELEASE, TrailEvent

INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/one"
OTHER = "arn:aws:connect:us-east-1:123456789012:instance/other"
NUMBER = "+12065550100"
HOUR = 3600
DAY = 24 * HOUR
NOON = 1_800_000_000


def event(name: str, at: int = NOON, id: str = "id", number: str = NUMBER, **more: str) -> TrailEvent:
    target = {CLAIM: INSTANCE, IMPORT: INSTANCE, MOVE: OTHER, RELEASE: ""}[name]
    number = number if name == CLAIM else ""
    values = {"event_id": f"{name}-{id}-{at}", "target_arn": target, "client_token": "", **more}
    return TrailEvent(name=name, at=at, phone_number=number, phone_number_id=id, **values)


def shown(*events: TrailEvent) -> list[CountedEvent]:
    return counted_events(events, {}, lambda target_arn: target_arn)


def recorded(kind: str, at: int, number: str = NUMBER, *, is_observed: bool = False) -> CountedEvent:
    return CountedEvent(kind, number, INSTANCE, at, sort_key=f"OPERATION#{at}#{kind}", is_observed=is_observed)


def added(of_trail: list[CountedEvent], of_ledger: list[CountedEvent]) -> list[CountedEvent]:
    return compare(of_trail, of_ledger)[0]


def test_what_the_ledger_lacks_is_added() -> None:
    claim, release = shown(event(CLAIM), event(RELEASE, NOON + HOUR))
    assert added([claim, release], []) == [claim, release]
    assert (release.phone_number, release.instance_arn) == (NUMBER, INSTANCE)


def test_an_import_is_a_claim() -> None:
    [imported] = counted_events([event(IMPORT)], {"id": NUMBER}, lambda target_arn: target_arn)
    assert (imported.kind, imported.phone_number, imported.instance_arn) == (CountedOperation.CLAIM, NUMBER, INSTANCE)


def test_a_release_counts_where_the_number_was_moved_to() -> None:
    _, release = shown(event(CLAIM), event(RELEASE, NOON + 2 * HOUR), event(MOVE, NOON + HOUR))
    assert release.instance_arn == OTHER


def test_a_repeated_call_is_one_operation_and_a_second_attempt_is_another() -> None:
    first, again, second = (
        event(CLAIM, at, client_token=token) for at, token in ((NOON, "a"), (NOON + 5, "a"), (NOON + 9, "b"))
    )
    assert [each.at for each in shown(again, second, first)] == [NOON, NOON + 9]


def test_an_operation_that_we_reserved_is_known_while_it_may_have_been_sent_or_was_reserved_anew() -> None:
    [claim] = shown(event(CLAIM))
    for at in (NOON - HOUR, NOON, NOON + 60, NOON + HOUR):
        assert added([claim], [recorded("CLAIM", at)]) == []
    for at in (NOON - 2 * HOUR, NOON + 2 * HOUR):
        assert added([claim], [recorded("CLAIM", at)]) == [claim]


def test_one_that_was_seen_late_gets_its_time() -> None:
    [claim] = shown(event(CLAIM))
    seen = recorded("CLAIM", NOON + 50 * DAY, is_observed=True)
    assert compare([claim], [seen]) == ([], [(seen, claim)])


def test_one_that_was_seen_before_it_happened_is_another() -> None:
    [claim] = shown(event(CLAIM))
    assert added([claim], [recorded("CLAIM", NOON - HOUR, is_observed=True)]) == [claim]


def test_our_own_comes_before_one_that_was_seen() -> None:
    [claim] = shown(event(CLAIM))
    recorded_twice = [recorded("CLAIM", NOON + 1, is_observed=True), recorded("CLAIM", NOON)]
    assert compare([claim], recorded_twice) == ([], [])


def test_each_is_matched_once() -> None:
    first, second = shown(event(CLAIM, NOON, "a"), event(CLAIM, NOON + 60, "b"))
    assert added([first, second], [recorded("CLAIM", NOON - 10)]) == [second]


def test_a_release_of_a_number_that_nobody_knows() -> None:
    [release] = shown(event(RELEASE))
    assert (release.phone_number, release.is_number_known, release.instance_arn) == ("id", False, "")
    assert added([release], [recorded("RELEASE", NOON - 60, "+12065550177")]) == []
    # One that was seen late keeps its time: which of several it was, is not known.
    assert compare([release], [recorded("RELEASE", NOON + HOUR, "+12065550177", is_observed=True)]) == ([], [])
    known, unknown = shown(event(CLAIM, NOON - 60, "x"), event(RELEASE, NOON, "x"), event(RELEASE, NOON, "y"))[1:]
    assert added([unknown, known], [recorded("RELEASE", NOON)]) == [unknown]


def test_what_was_added_before_is_known() -> None:
    [claim] = shown(event(CLAIM))
    before = CountedEvent("CLAIM", NUMBER, INSTANCE, NOON, claim.event_id)
    assert added([claim], [before]) == []


def test_kinds_do_not_mix() -> None:
    [claim] = shown(event(CLAIM))
    for kind in ("RELEASE", "ARRIVAL"):
        assert added([claim], [recorded(kind, NOON)]) == [claim]


def test_thousands_are_compared_in_a_second() -> None:
    events = [event(CLAIM, NOON + index, f"id{index}", f"+1206{index:07d}") for index in range(4000)]
    known = [recorded("CLAIM", NOON + index, f"+1206{index:07d}") for index in range(4000)]
    assert added(shown(*events), known) == []
