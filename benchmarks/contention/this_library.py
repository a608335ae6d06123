"""This library's handler, called as the CDK Provider framework calls it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers import handler
from connect_phone_numbers.errors import PhoneNumberError

from .account import COUNTRY_CODE, PHONE_NUMBER_TYPE, Account
from .clock import Clock
from .contender import Outcome

QUERY_SECONDS = 5
"""Between two looks of the framework's waiter; `PhoneNumberProvider`'s default."""
FUNCTION_SECONDS = {"on_event": 30, "is_complete": 60}
"""The functions' time-outs."""
TOTAL_SECONDS = 50 * 60
"""After which the waiter gives up."""


@dataclass(frozen=True)
class Invocation:
    """Lambda's context object, as far as the handler looks at it."""

    aws_request_id: str
    clock: Clock
    until: float

    def get_remaining_time_in_millis(self) -> int:
        """The milliseconds until the function is ended."""
        return int((self.until - self.clock.time()) * 1000)


class ThisLibrary:
    """A custom resource for each number, each in a stack of its own."""

    name = "this library"
    at_once = None

    def create(self, account: Account, index: int) -> Outcome:
        """Create one; a failed one is deleted, as CloudFormation does it."""
        event = _event(account, index, "Create")
        physical_resource_id = ""
        try:
            begun = _invoke(account, "on_event", handler.on_event, event)
            physical_resource_id = begun["PhysicalResourceId"]
            created = _wait(account, {**event, "PhysicalResourceId": physical_resource_id})
        except (PhoneNumberError, TimeoutError) as failed:
            outcome = Outcome(account.clock.time(), reason=str(failed))
            # The framework swallows the Delete of a create that failed before it had an id.
            if physical_resource_id:
                delete = {**_event(account, index, "Delete"), "PhysicalResourceId": physical_resource_id}
                _invoke(account, "on_event", handler.on_event, delete)
                _wait(account, delete)
            return outcome
        return Outcome(account.clock.time(), created["PhysicalResourceId"])


def _wait(account: Account, event: Mapping[str, Any]) -> dict[str, Any]:
    """What the framework's waiter does, a state machine that calls is_complete until it is."""
    until = account.clock.time() + TOTAL_SECONDS
    while account.clock.time() < until:
        answer = _invoke(account, "is_complete", handler.is_complete, event)
        if answer["IsComplete"]:
            return answer
        account.clock.sleep(QUERY_SECONDS)
    raise TimeoutError("Operation timed out")


def _invoke(
    account: Account,
    name: str,
    function: Callable[[Mapping[str, Any], Any], dict[str, Any]],
    event: Mapping[str, Any],
) -> dict[str, Any]:
    # Two: the framework's function, and ours that it invokes.
    account.latency.invocation()
    account.latency.invocation()
    now = account.clock.time()
    invocation = Invocation(f"{event['StackId']}-{now}", account.clock, now + FUNCTION_SECONDS[name])
    answer = function(event, invocation)
    if invocation.get_remaining_time_in_millis() < 0:
        raise RuntimeError(f"{name} of {event['StackId']} took longer than {FUNCTION_SECONDS[name]} s: Lambda ends it")
    return answer


def _event(account: Account, index: int, request_type: str) -> dict[str, Any]:
    return {
        "RequestType": request_type,
        "RequestId": f"{request_type}-{index}",
        "ResponseURL": "https://cloudformation-custom-resource-response",
        "StackId": f"arn:aws:cloudformation:us-east-1:123456789012:stack/stack-{index}/{index:08d}-aaaa",
        "ResourceType": "Custom::ConnectPhoneNumber",
        "LogicalResourceId": "Support",
        "ResourceProperties": {
            "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:framework",
            "TargetArn": account.instance_arn,
            "PhoneNumberCountryCode": COUNTRY_CODE,
            "PhoneNumberType": PHONE_NUMBER_TYPE,
        },
    }
