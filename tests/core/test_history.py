"""The ledger's history against CloudTrail's."""

from connect_phone_numbers.core.history import RecordedOperation, TrailOperation, compare, trail_operations
from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.core.trail_event import CLAIM, MOVE, RELEASE, TrailEvent

INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/one"
OTHER = "arn:aws:connect:us-east-1:123456789012:instance/other"
NUMBER = "+12065550100"
HOUR = 3600
NOON = 1_800_000_000


def event(name: str, at: int = NOON, id: str = "id", number: str = NUMBER, **more: str) -> TrailEvent:
    target = {CLAIM: INSTANCE, MOVE: OTHER, RELEASE: ""}[name]
    number = number if name == CLAIM else ""
    values = {"event_id": f"{name}-{id}-{at}", "target_arn": target, "client_token": "", **more}
    return TrailEvent(name=name, at=at, phone_number=number, phone_number_id=id, **values)


def operations(*events: TrailEvent) -> list[TrailOperation]:
    return trail_operations(events, {}, lambda target_arn: target_arn)


def recorded(kind: str, since: int, at: int | None = None, suffix: str = "", number: str = NUMBER) -> RecordedOperation:
    key = f"OPERATION#{since:012d}#{kind}#{number}{suffix}"
    return RecordedOperation(INSTANCE, key, kind, number, at or since)


def test_what_the_ledger_lacks_is_added() -> None:
    claim, release = operations(event(CLAIM), event(RELEASE, NOON + HOUR))
    assert compare([claim, release], []).added == (claim, release)
    assert release.phone_number == NUMBER
    assert release.instance_arns == (INSTANCE,)


def test_a_release_counts_where_the_number_was_moved_to() -> None:
    _, release = operations(event(CLAIM), event(RELEASE, NOON + 2 * HOUR), event(MOVE, NOON + HOUR))
    assert release.instance_arns == (OTHER,)


def test_a_repeated_call_is_one_operation_and_a_second_attempt_is_another() -> None:
    first, again, second = (
        event(CLAIM, at, client_token=token) for at, token in ((NOON, "a"), (NOON + 5, "a"), (NOON + 9, "b"))
    )
    assert [operation.at for operation in operations(again, second, first)] == [NOON, NOON + 9]


def test_an_operation_that_we_reserved_is_known_until_it_may_have_been_sent() -> None:
    (operation,) = operations(event(CLAIM))
    for since in (NOON - HOUR, NOON, NOON + 60):
        assert compare([operation], [recorded("CLAIM", since)]).added == ()
    for since in (NOON - 2 * HOUR, NOON + HOUR):
        assert compare([operation], [recorded("CLAIM", since)]).added == (operation,)


def test_one_that_was_reserved_again_is_known_from_the_first_time_on() -> None:
    (operation,) = operations(event(CLAIM))
    assert compare([operation], [recorded("CLAIM", NOON - 60, NOON + 2 * HOUR)]).added == ()


def test_one_that_was_seen_late_gets_its_time() -> None:
    (operation,) = operations(event(CLAIM))
    seen = recorded("CLAIM", NOON - HOUR, NOON + 50 * HOUR, "#OBSERVED")
    comparison = compare([operation], [seen])
    assert comparison.corrected == ((seen, operation),)
    assert comparison.added == ()


def test_one_that_was_seen_before_it_happened_is_another() -> None:
    (operation,) = operations(event(CLAIM))
    seen = recorded("CLAIM", NOON - 9 * HOUR, NOON - HOUR, "#OBSERVED")
    assert compare([operation], [seen]).added == (operation,)


def test_our_own_comes_before_one_that_was_seen() -> None:
    (operation,) = operations(event(CLAIM))
    ours, seen = recorded("CLAIM", NOON), recorded("CLAIM", NOON - HOUR, NOON + 1, "#OBSERVED")
    comparison = compare([operation], [seen, ours])
    assert comparison.corrected == comparison.added == ()


def test_each_is_matched_once() -> None:
    first, second = operations(event(CLAIM, NOON, "a"), event(CLAIM, NOON + 60, "b"))
    comparison = compare([first, second], [recorded("CLAIM", NOON - 10)])
    assert comparison.added == (second,)


def test_a_release_of_a_number_that_nobody_knows() -> None:
    (release,) = operations(event(RELEASE))
    assert (release.phone_number, release.is_number_known, release.instance_arns) == ("id", False, ())
    ours = recorded("RELEASE", NOON - 60, number="+12065550177")
    assert compare([release], [ours]).added == ()
    # A look that saw it late is not moved: which of several it was, is not known.
    seen = recorded("RELEASE", NOON - HOUR, NOON + HOUR, "#OBSERVED", number="+12065550177")
    comparison = compare([release], [seen])
    assert comparison.added == comparison.corrected == ()
    known, unknown = operations(event(CLAIM, NOON - 60, "x"), event(RELEASE, NOON, "x"), event(RELEASE, NOON, "y"))[1:]
    assert compare([unknown, known], [recorded("RELEASE", NOON)]).added == (unknown,)


def test_what_was_added_before_is_known() -> None:
    (operation,) = operations(event(CLAIM))
    before = RecordedOperation(INSTANCE, f"OPERATION#{NOON}#CLAIM#x#y", "CLAIM", NUMBER, NOON, operation.event_id)
    comparison = compare([operation], [before])
    assert comparison.added == comparison.unseen == ()


def test_what_cloudtrail_does_not_show_is_told_and_kept() -> None:
    ours, seen = recorded("CLAIM", NOON), recorded("CLAIM", NOON, NOON + 5, "#OBSERVED", "+12065550177")
    comparison = compare([], [ours, seen])
    assert comparison.unseen == (ours,)
    assert comparison.corrected == ()


def test_kinds_do_not_mix() -> None:
    (operation,) = operations(event(CLAIM))
    assert operation.kind is CountedOperation.CLAIM
    for kind in ("RELEASE", "ARRIVAL"):
        assert compare([operation], [recorded(kind, NOON)]).added == (operation,)
