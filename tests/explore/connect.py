"""The calls to Amazon Connect, carried out on `Numbers`."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

from tests.explore.calls import LOST, REFUSED, Answer, Call
from tests.explore.numbers import GROUP, HELD, KNOWN, Number, Numbers, Status, instance_of

NOT_FOUND = "ResourceNotFoundException"
NOT_AVAILABLE = "InvalidParameterException"
IN_USE = "ResourceInUseException"
IDEMPOTENCY = "IdempotencyException"
DENIED = "AccessDeniedException"
THROTTLED = "TooManyRequestsException"

ADOPTED = "was adopted, and was released though that was not asked for"
COUNTRY_CODE, NUMBER_TYPE = "US", "DID"


@dataclass(frozen=True)
class Behaviour:
    """Settings for the behaviours that AWS does not document.

    Attributes:
        quota: how many numbers an instance may hold.
        claims_take_time: whether a claim is IN_PROGRESS at first.
        releases_take_time: whether a released number is described for a while.
        list_lags: whether the list shows a claim or a release with a delay.
        describe_lags: whether a claimed number is described with a delay.
        tags_lag: whether changed tags show with a delay.
        counts_refused: whether a refused claim counts to the budget.
    """

    quota: int = 5
    claims_take_time: bool = False
    releases_take_time: bool = False
    list_lags: bool = False
    describe_lags: bool = False
    tags_lag: bool = False
    counts_refused: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The effect of a call.

    Attributes:
        wrong: the broken promise, "" for none.
    """

    numbers: Numbers
    value: Hashable = None
    error: str = ""
    wrong: str = ""


class Connect:
    """Carries out calls on numbers that are given."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour

    def perform(self, numbers: Numbers, call: Call, now: int) -> Done:
        """Carry out a call."""
        arguments = call.arguments
        match call.operation:
            case "search_available_phone_numbers":
                prefix = arguments.get("PhoneNumberPrefix", "")
                free = (each.phone_number for each in numbers.numbers if each.status is Status.FREE)
                return Done(numbers, tuple(each for each in free if each.startswith(prefix)))
            case "list_phone_numbers_v2":
                prefix = arguments.get("PhoneNumberPrefix", "")
                listed = (each for each in numbers.numbers if each.is_listed and each.phone_number.startswith(prefix))
                return Done(
                    numbers, tuple((each.phone_number, each.phone_number_arn, each.target_arn) for each in listed)
                )
            case "claim_phone_number":
                return self._claim(numbers, arguments, now)
            case "describe_instance" | "describe_traffic_distribution_group":
                return Done(numbers, "ACTIVE")
            case "lookup_events":
                # CloudTrail shows nothing yet.
                return Done(numbers)
        number = numbers.by_arn(
            arguments.get("PhoneNumberId") or arguments.get("resourceArn") or arguments["ResourceIds"][0]
        )
        if number is None or number.status not in KNOWN or not number.is_described:
            return Done(numbers, error=NOT_FOUND)
        return self._on_number(numbers, number, call, now)

    def _on_number(self, numbers: Numbers, number: Number, call: Call, now: int) -> Done:
        arguments = call.arguments
        match call.operation:
            case "describe_phone_number":
                return Done(numbers, number)
            case "release_phone_number":
                return self._release(numbers, number, arguments["ClientToken"], now)
            case "tag_resource":
                return self._tagged(numbers, number, {**dict(number.tags), **arguments["tags"]})
            case "untag_resource":
                kept = {key: value for key, value in number.tags if key not in arguments["tagKeys"]}
                return self._tagged(numbers, number, kept)
            case "associate_phone_number_contact_flow":
                flows = {**dict(number.flows), arguments["InstanceId"]: arguments["ContactFlowId"]}
                return _changed(numbers, replace(number, flows=tuple(sorted(flows.items()))))
            case "disassociate_phone_number_contact_flow":
                flows = {key: value for key, value in number.flows if key != arguments["InstanceId"]}
                return _changed(numbers, replace(number, flows=tuple(sorted(flows.items()))))
            case "batch_get_flow_association":
                return Done(numbers, dict(number.flows).get(arguments["InstanceId"], ""))
            case "update_phone_number":
                if number.status is not Status.CLAIMED or number.moving_to:
                    return Done(numbers, error=IN_USE)
                target_arn = arguments["TargetArn"]
                stays = instance_of(target_arn) == instance_of(number.target_arn)
                wrong = "" if stays else self._over_quota(numbers, target_arn, "a move")
                moved = replace(number, target_arn=target_arn, flows=())
                return replace(_changed(numbers, moved), wrong=wrong)
            case "update_phone_number_metadata":
                return _changed(numbers, replace(number, description=arguments["PhoneNumberDescription"]))
        raise NotImplementedError(call.operation)

    def _claim(self, numbers: Numbers, arguments: Mapping[str, Any], now: int) -> Done:
        phone_number, token = arguments["PhoneNumber"], arguments["ClientToken"]
        asked = repr((phone_number, arguments["TargetArn"], sorted(arguments["Tags"].items())))
        for known, for_what, phone_number_id, arn in numbers.tokens:
            if known == token:
                same = for_what == asked
                return Done(numbers, (phone_number_id, arn)) if same else Done(numbers, error=IDEMPOTENCY)
        number = numbers.by_number(phone_number)
        if number is None or number.status not in (Status.FREE, Status.FAILED):
            target_arn = arguments["TargetArn"]
            counted = numbers.counting(target_arn, now) if self.behaviour.counts_refused else numbers
            wrong = self._over_budget(counted, target_arn, "a refused claim", now)
            return Done(counted, error=NOT_AVAILABLE, wrong=wrong)
        wrong = self._over_quota(numbers, arguments["TargetArn"], "a claim")
        claimed = Number(
            phone_number,
            Status.IN_PROGRESS if self.behaviour.claims_take_time else Status.CLAIMED,
            arguments["TargetArn"],
            tuple(sorted(arguments["Tags"].items())),
            is_listed=not self.behaviour.list_lags,
            is_described=not self.behaviour.describe_lags,
            description=arguments.get("PhoneNumberDescription", ""),
            claims=number.claims + 1,
        )
        answered = (token, asked, claimed.phone_number_id, claimed.phone_number_arn)
        counted = replace(numbers.with_number(claimed), tokens=(*numbers.tokens, answered))
        counted = counted.counting(claimed.target_arn, now)
        wrong = wrong or self._over_budget(counted, claimed.target_arn, "a claim", now)
        return Done(counted, (claimed.phone_number_id, claimed.phone_number_arn), wrong=wrong)

    def _release(self, numbers: Numbers, number: Number, token: str, now: int) -> Done:
        if number.status is Status.RELEASING:
            return Done(numbers, error="" if number.release_token == token else IN_USE)
        if number.status is Status.IN_PROGRESS:
            return Done(numbers, error=IN_USE)
        takes_time = self.behaviour.releases_take_time
        released = replace(
            number,
            status=Status.RELEASING if takes_time else Status.GONE,
            is_listed=takes_time or self.behaviour.list_lags,
            flows=(),
            release_token=token,
        )
        counted = numbers.with_number(released).counting(number.target_arn, now)
        wrong = _wrong_release(number) or self._over_budget(counted, number.target_arn, "a release", now)
        return Done(counted, wrong=wrong)

    def _tagged(self, numbers: Numbers, number: Number, tags: Mapping[str, str]) -> Done:
        shown = number.shown_tags if number.shown_tags is not None else number.tags
        become = tuple(sorted(tags.items()))
        lagging = shown if self.behaviour.tags_lag and shown != become else None
        return _changed(numbers, replace(number, tags=become, shown_tags=lagging))

    def _over_quota(self, numbers: Numbers, target_arn: str, what: str) -> str:
        held, quota = numbers.held_at(instance_of(target_arn)), self.behaviour.quota
        return f"{what} at an instance that holds {held} of {quota} numbers" if held + 1 > quota else ""

    def _over_budget(self, counted: Numbers, target_arn: str, what: str, now: int) -> str:
        made = counted.counted_at(instance_of(target_arn), now)
        allowed = 2 * self.behaviour.quota
        return f"{what} is operation {made} of {allowed} in 180 days" if made > allowed else ""

    def told(self, call: Call, answer: Answer) -> Any:
        """The value that the client returns for a recorded answer. Raises the client's error."""
        if answer.error in (LOST, REFUSED):
            raise ReadTimeoutError(endpoint_url="https://connect")
        if answer.error:
            raise _client_error(answer.error, call.operation)
        value: Any = answer.value
        match call.operation:
            case "search_available_phone_numbers":
                return {"AvailableNumbersList": [{"PhoneNumber": number} for number in value]}
            case "list_phone_numbers_v2":
                keys = ("PhoneNumber", "PhoneNumberArn", "TargetArn")
                return {"ListPhoneNumbersSummaryList": [dict(zip(keys, each, strict=True)) for each in value]}
            case "claim_phone_number":
                return {"PhoneNumberId": value[0], "PhoneNumberArn": value[1]}
            case "lookup_events":
                return {"Events": []}
            case "describe_instance":
                return {"Instance": {"InstanceStatus": value}}
            case "describe_traffic_distribution_group":
                group = {"Status": value, "InstanceArn": instance_of(GROUP), "IsDefault": False}
                return {"TrafficDistributionGroup": group}
            case "describe_phone_number":
                return {"ClaimedPhoneNumberSummary": _summary(value)}
            case "batch_get_flow_association":
                return {"FlowAssociationSummaryList": [{"FlowId": value}] if value else []}
        return {}


def _changed(numbers: Numbers, number: Number) -> Done:
    wrong = f"{number.phone_number} is a bystander's, and was changed" if number.belongs_to == "bystander" else ""
    return Done(numbers.with_number(number), wrong=wrong)


def _wrong_release(number: Number) -> str:
    if number.belongs_to == "bystander":
        return f"{number.phone_number} is a bystander's, and was released"
    if number.belongs_to == "others":
        return f"{number.phone_number} {ADOPTED}"
    return ""


def _summary(number: Number) -> dict[str, Any]:
    # A number that is being released is described as it was before: the harder case.
    status = Status.CLAIMED if number.status is Status.RELEASING else number.status
    return {
        "PhoneNumber": number.phone_number,
        "PhoneNumberId": number.phone_number_id,
        "PhoneNumberArn": number.phone_number_arn,
        "PhoneNumberCountryCode": COUNTRY_CODE,
        "PhoneNumberType": NUMBER_TYPE,
        "PhoneNumberDescription": number.description,
        "TargetArn": number.target_arn,
        "Tags": dict(number.tags if number.shown_tags is None else number.shown_tags),
        "PhoneNumberStatus": {"Status": status.value, "Message": "it could not be done"},
    }


def _client_error(code: str, operation: str) -> ClientError:
    told: Any = {"Error": {"Code": code, "Message": "as the service says"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return ClientError(told, operation)


def is_held(number: Number) -> bool:
    """Whether the account holds the number."""
    return number.status in HELD
