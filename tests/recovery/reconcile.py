"""The operator's reconcile, called again until it is complete, and the ledger as it is set back."""

from typing import Any

from connect_phone_numbers.ledger.layout import quota_key, quota_state_from
from connect_phone_numbers.ledger.table import Write
from connect_phone_numbers.rebuild_ledger.ledger_contents import operations_in
from connect_phone_numbers.rebuild_ledger.run import CHANGES
from tests.simulation.lambda_function import Failure
from tests.simulation.world import World

Operations = list[tuple[str, str, int]]


def once(world: World, **request: Any) -> dict[str, Any]:
    """One invocation; it never waits long."""
    before = world.now()
    answer = world.invoke({"Reconcile": request})
    assert not isinstance(answer, Failure), answer
    assert world.now() - before <= world.function.timeout
    return dict(answer)


def reconcile(world: World, **request: Any) -> dict[str, Any]:
    """Every invocation that it takes; what each has done."""
    done: dict[str, Any] = {name: [] for name in CHANGES}
    for _ in range(100):
        answer = once(world, **request)
        for name in CHANGES:
            done[name] += answer[name]
        if answer["Complete"]:
            return {**answer, **done}
        assert answer["Seconds"] >= 1
        world.advance(answer["Seconds"])
        request["Cursor"] = answer["Cursor"]
    raise AssertionError(f"it never ends: {answer['Why']}")


def refusal(world: World, **request: Any) -> str:
    """Why it is refused."""
    answer = world.invoke({"Reconcile": request})
    assert isinstance(answer, Failure)
    return answer.cause


def numbers_in(report: dict[str, Any], part: str) -> list[str]:
    """The numbers of a part of a report."""
    return sorted(entry["PhoneNumber"] for entry in report[part])


def counted(world: World, instance_arn: str = "") -> Operations:
    """An instance's history: what, of which number, when. What is counted is what its records say."""
    instance_arn = instance_arn or world.instance_arn
    items = [item for item in world.ledger() if item["SK"].startswith("OPERATION#")]
    events = [event for item in items for event in operations_in(item) if event.instance_arn == instance_arn]
    counting = [event for event in events if event.kind != "ARRIVAL"]
    state = quota_state_from(world.memory.get(quota_key(instance_arn)), instance_arn)
    assert sorted(event.at for event in counting) == list(state.operations)
    return sorted((event.kind, event.phone_number, event.at) for event in counting)


def true(world: World, instance_arn: str = "") -> Operations:
    """What the service itself counts."""
    operations = world.control.quota(instance_arn or world.instance_arn)["operations"]
    return sorted((each["kind"].upper(), each["phone_number"], int(each["time"])) for each in operations)


def kinds(operations: Operations) -> list[tuple[str, str]]:
    """Without the times."""
    return [(kind, number) for kind, number, _ in operations]


def set_back(world: World, items: list[dict[str, Any]]) -> None:
    """The ledger is what it was when `world.ledger()` gave these items."""
    world.lose_ledger()
    for item in items:
        put(world, item)


def put(world: World, item: dict[str, Any]) -> None:
    """Write an item as it is."""
    key = {name: item[name] for name in ("PK", "SK")}
    world.memory.transact(Write("Put", key, item={name: item[name] for name in item.keys() - key.keys()}))
