"""Every fault at a remote call: what the function sees of it, and whether the call takes effect."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ConnectTimeoutError

from tests.simulation.fault import Fault, FaultKind, kinds_for
from tests.simulation.invocation import FunctionKilled, Invocation
from tests.simulation.plain_clock import plain_timeline
from tests.simulation.remote_call import ANSWER, CLOUDFORMATION, CONNECT, DYNAMODB, RemoteCall
from tests.simulation.remote_calls import RemoteCalls
from tests.simulation.timeline import Timeline

CLAIM = RemoteCall(CONNECT, "ClaimPhoneNumber", "us-east-1")
DESCRIBE = RemoteCall(CONNECT, "DescribePhoneNumber", "us-east-1")
UPDATE_ITEM = RemoteCall(DYNAMODB, "UpdateItem", "us-east-1")
TRANSACTION = RemoteCall(DYNAMODB, "TransactWriteItems", "us-east-1")
RESPONSE = RemoteCall(CLOUDFORMATION, ANSWER, "us-east-1")


class Service:
    """Counts the effects of calls."""

    def __init__(self, *faults: Fault) -> None:
        self.timeline: Timeline = plain_timeline()
        self.calls = RemoteCalls(self.timeline)
        self.calls.disturb(*faults)
        self.effects = 0
        self.invocation = self.new_invocation()

    def new_invocation(self) -> Invocation:
        now = self.timeline.now()
        return Invocation("one", now, now + 3600)

    def send(self, call: RemoteCall = CLAIM) -> Any:
        with self.invocation.running():
            return self.calls.send(call, self._effect)

    def _effect(self) -> str:
        self.effects += 1
        return "answer"


@pytest.mark.parametrize(
    ("kind", "seen", "effects"),
    [
        (FaultKind.KILLED_BEFORE, FunctionKilled, 0),
        (FaultKind.KILLED_AFTER, FunctionKilled, 1),
        (FaultKind.NOT_SENT, ConnectTimeoutError, 0),
        (FaultKind.ANSWER_LOST, ConnectionClosedError, 1),
        (FaultKind.THROTTLED, ClientError, 0),
        (FaultKind.UNAVAILABLE, ClientError, 0),
        (FaultKind.DENIED, ClientError, 0),
    ],
)
def test_a_call_that_goes_wrong(kind: FaultKind, seen: type[BaseException], effects: int) -> None:
    service = Service(Fault(kind))
    with pytest.raises(seen):
        service.send()
    assert service.effects == effects
    assert [struck.kind for struck in service.calls.struck] == [kind]


def test_a_call_that_is_sent_twice() -> None:
    service = Service(Fault(FaultKind.SENT_TWICE))
    assert service.send(UPDATE_ITEM) == "answer"
    assert service.effects == 2


def test_the_call_with_an_index_goes_wrong() -> None:
    service = Service(Fault(FaultKind.NOT_SENT, at=2))
    service.send()
    service.send(DESCRIBE)
    with pytest.raises(ConnectTimeoutError):
        service.send()
    assert service.send() == "answer"
    assert service.calls.made == [CLAIM, DESCRIBE, CLAIM, CLAIM]


def test_the_nth_call_of_an_operation_goes_wrong() -> None:
    service = Service(Fault(FaultKind.NOT_SENT, at=1, operation="ClaimPhoneNumber"))
    service.send(DESCRIBE)
    service.send()
    service.send(DESCRIBE)
    with pytest.raises(ConnectTimeoutError):
        service.send()


def test_two_faults_at_the_same_call_meet_two_calls() -> None:
    service = Service(Fault(FaultKind.NOT_SENT), Fault(FaultKind.ANSWER_LOST))
    with pytest.raises(ConnectTimeoutError):
        service.send()
    with pytest.raises(ConnectionClosedError):
        service.send()


def test_a_refusal_lasts_for_the_same_operation() -> None:
    service = Service(Fault(FaultKind.THROTTLED, seconds=30))
    with pytest.raises(ClientError, match="ThrottlingException"):
        service.send()
    service.send(DESCRIBE)
    service.timeline.pass_time(29)
    with pytest.raises(ClientError):
        service.send()
    service.timeline.pass_time(1)
    assert service.send() == "answer"
    assert service.calls.disturbed_until == service.timeline.now()


def test_a_transaction_tells_why_it_was_cancelled() -> None:
    service = Service(Fault(FaultKind.CONFLICT))
    with pytest.raises(ClientError) as error:
        service.send(TRANSACTION)
    answer: Any = error.value.response
    assert answer["CancellationReasons"][0]["Code"] == "TransactionConflict"


def test_a_dead_process_sends_nothing() -> None:
    service = Service(Fault(FaultKind.KILLED_BEFORE))
    for _ in range(2):
        with pytest.raises(FunctionKilled):
            service.send()
    assert service.calls.made == [CLAIM]
    service.invocation = service.new_invocation()
    assert service.send() == "answer"


def test_a_process_whose_time_is_up_sends_nothing() -> None:
    service = Service()
    service.timeline.pass_time(3601)
    with pytest.raises(FunctionKilled):
        service.send()
    assert service.invocation.is_out_of_time


def test_who_looks_from_beside_is_not_disturbed() -> None:
    service = Service(Fault(FaultKind.DENIED))
    assert service.calls.send(CLAIM, lambda: "seen") == "seen"
    assert service.calls.made == []


def test_a_call_may_take_its_time() -> None:
    service = Service()
    service.calls.latency = 0.25
    before = service.timeline.now()
    service.send()
    assert service.timeline.now() == before + 0.25


def test_watchers_see_what_reaches_the_service() -> None:
    service, seen = Service(Fault(FaultKind.DENIED, at=1)), list[str]()
    service.calls.before.append(lambda call: seen.append(f"before {call.operation} {service.effects}"))
    service.calls.after.append(lambda call: seen.append(f"after {call.operation} {service.effects}"))
    service.send()
    with pytest.raises(ClientError):
        service.send()
    assert seen == ["before ClaimPhoneNumber 0", "after ClaimPhoneNumber 1"]


def test_calls_go_wrong_in_the_ways_they_can() -> None:
    assert FaultKind.SENT_TWICE in kinds_for(UPDATE_ITEM)
    assert FaultKind.SENT_TWICE not in kinds_for(TRANSACTION)
    assert FaultKind.CONFLICT in kinds_for(TRANSACTION)
    assert FaultKind.BUSY not in kinds_for(CLAIM)
    assert FaultKind.DENIED not in kinds_for(RESPONSE)
