"""Every argument of every construct: what is right there, and what else the constructs are made with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aws_cdk import Stack

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberDashboard,
    PhoneNumberDriftAlarm,
    PhoneNumberProvider,
    PhoneNumberQuotaAlarms,
    PhoneNumberQuotaIncrease,
    PhoneNumberSearch,
    PhoneNumberType,
    ReplicatedInstance,
    TdgPhoneNumber,
)
from tests.bad_input.values import TEXTS
from tests.constructs.support import GROUP_ARN, INSTANCE_ARN, PHONE_NUMBER_ARN

_TEXTS = frozenset(TEXTS) | {"an empty text"}
_NUMBER: dict[str, Any] = {"target": INSTANCE_ARN, "phone_number": "+12065550100"}
_TAGS = frozenset({"None", "an empty map", "a map"})
_SEARCH: dict[str, Any] = {"country_code": "US", "type": PhoneNumberType.DID}


@dataclass(frozen=True)
class Argument:
    """An argument of a construct.

    Attributes:
        make: the construct.
        name: by which the argument is given.
        others: what the construct is made with beside it.
        right: names of the values that may stand there.
        tokens: names of the tokens that may: texts, a list or a number.
        is_construct: whether a construct may stand there, so that what is neither one nor a text is a TypeError.
        said: what the error calls it, where that is not its name.
    """

    make: Callable[..., Any]
    name: str
    others: dict[str, Any]
    right: frozenset[str] = frozenset({"None"})
    tokens: frozenset[str] = frozenset()
    is_construct: bool = False
    said: str = ""
    build: Callable[[Any], Any] = field(default=lambda value: value)

    def given(self, stack: Stack, id: str, value: Any) -> Any:
        """The construct with a value for the argument."""
        return self.make(stack, id, **{**self.others, self.name: self.build(value)})

    @property
    def called(self) -> str:
        """What the error calls it."""
        return self.said or self.name


_STRING = frozenset({"text"})
_NEVER = frozenset[str]()


def _searching(name: str) -> Callable[[Any], PhoneNumberSearch]:
    return lambda value: PhoneNumberSearch(**{**_SEARCH, name: value})


def _numbers() -> dict[str, Argument]:
    make, target = ClaimedPhoneNumber, {"target": INSTANCE_ARN}
    return {
        "target": Argument(make, "target", _NUMBER, _NEVER, _STRING, is_construct=True),
        "phone_number": Argument(make, "phone_number", target, _NEVER, _STRING),
        "source_phone_number_arn": Argument(make, "source_phone_number_arn", target, _NEVER, _STRING),
        "search": Argument(make, "search", target, _NEVER),
        "search.country_code": Argument(
            make, "search", target, _NEVER, _STRING, build=_searching("country_code"), said="search.country_code"
        ),
        "search.type": Argument(make, "search", target, _NEVER, _STRING, build=_searching("type"), said="search.type"),
        "search.prefixes": Argument(
            make, "search", target, _NEVER, frozenset({"list"}), build=_searching("prefixes"), said="search.prefixes"
        ),
        "search.prefixes[]": Argument(
            make,
            "search",
            target,
            _NEVER,
            _STRING,
            build=lambda value: _searching("prefixes")([value]),
            said="search.prefixes",
        ),
        "description": Argument(make, "description", _NUMBER, _TEXTS | {"None"}, _STRING),
        "tags": Argument(make, "tags", _NUMBER, _TAGS),
        "tags{value}": Argument(make, "tags", _NUMBER, _TEXTS, _STRING, build=lambda value: {"key": value}),
        "contact_flow": Argument(make, "contact_flow", _NUMBER, tokens=_STRING, is_construct=True),
        "release_policy": Argument(make, "release_policy", _NUMBER, _NEVER),
        "take_parked": Argument(make, "take_parked", _NUMBER, frozenset({"true", "false"})),
        "removal_policy": Argument(make, "removal_policy", _NUMBER, _NEVER),
        "provider": Argument(make, "provider", _NUMBER),
        "adopt: phone_number": Argument(make.adopt, "phone_number", target, _NEVER, _STRING),
        "adopt: tags": Argument(make.adopt, "tags", _NUMBER, _TAGS),
        "adopt: release_on_delete": Argument(make.adopt, "release_on_delete", _NUMBER, frozenset({"true", "false"})),
    }


def _group_numbers() -> dict[str, Argument]:
    make, group = TdgPhoneNumber, {"traffic_distribution_group": GROUP_ARN, "phone_number": "+12065550100"}
    return {
        "tdg: traffic_distribution_group": Argument(
            make, "traffic_distribution_group", group, _NEVER, _STRING, is_construct=True, said="target"
        ),
        # A text alone is the one flow that it names.
        "tdg: contact_flows": Argument(
            make, "contact_flows", group, _NEVER, _STRING, is_construct=True, said="contact_flow"
        ),
        "tdg: contact_flows[]": Argument(
            make,
            "contact_flows",
            group,
            _NEVER,
            _STRING,
            is_construct=True,
            said="contact_flow",
            build=lambda value: [value],
        ),
        "tdg: contact_flows_mirrored": Argument(make, "contact_flows_mirrored", group, frozenset({"true", "false"})),
        "tdg: tags": Argument(make, "tags", group, _TAGS),
    }


def _imports() -> dict[str, Argument]:
    make, arn = ClaimedPhoneNumber.from_phone_number_attributes, {"phone_number_arn": PHONE_NUMBER_ARN}
    return {
        "import: phone_number_arn": Argument(make, "phone_number_arn", {}, _NEVER, _STRING),
        "import by ARN": Argument(ClaimedPhoneNumber.from_phone_number_arn, "phone_number_arn", {}, _NEVER, _STRING),
        "import: phone_number": Argument(make, "phone_number", arn, tokens=_STRING),
        "import: phone_number_country_code": Argument(make, "phone_number_country_code", arn, tokens=_STRING),
        "import: phone_number_type": Argument(make, "phone_number_type", arn, tokens=_STRING),
        "import: target_arn": Argument(make, "target_arn", arn, tokens=_STRING),
    }


def _replicas() -> dict[str, Argument]:
    make, replica = ReplicatedInstance, {"instance": INSTANCE_ARN, "replica_region": "us-west-2"}
    return {
        "replica: instance": Argument(make, "instance", replica, _NEVER, _STRING, is_construct=True),
        "replica: replica_region": Argument(make, "replica_region", replica, _NEVER, _STRING),
        "replica: replica_alias": Argument(
            make, "replica_alias", replica, frozenset({"None", "a word", "digits"}), _STRING
        ),
        "replica: removal_policy": Argument(make, "removal_policy", replica, _NEVER),
    }


def _providers() -> dict[str, Argument]:
    return {
        "provider: ledger_table": Argument(PhoneNumberProvider, "ledger_table", {}),
        "provider: phone_numbers_per_instance": Argument(
            PhoneNumberProvider, "phone_numbers_per_instance", {}, frozenset({"None", "a number"})
        ),
        "provider: ledger_key": Argument(PhoneNumberProvider, "ledger_key", {}),
        "provider: parking_target": Argument(
            PhoneNumberProvider, "parking_target", {}, tokens=_STRING, is_construct=True
        ),
        "provider: unsuccessful_claims_count": Argument(
            PhoneNumberProvider, "unsuccessful_claims_count", {}, frozenset({"true", "false"})
        ),
        "provider: log_retention": Argument(PhoneNumberProvider, "log_retention", {}, _NEVER),
        "provider: drift_schedule": Argument(PhoneNumberProvider, "drift_schedule", {}),
    }


def _alarms_and_dashboards() -> dict[str, Argument]:
    alarms, dashboard = {"instance": INSTANCE_ARN}, {"instances": [INSTANCE_ARN]}
    whole = frozenset({"zero"})
    return {
        "increase: instance": Argument(
            PhoneNumberQuotaIncrease, "instance", {"desired_value": 20}, _NEVER, _STRING, is_construct=True
        ),
        "increase: desired_value": Argument(PhoneNumberQuotaIncrease, "desired_value", alarms, frozenset({"a number"})),
        "drift alarm: instance": Argument(
            PhoneNumberDriftAlarm, "instance", alarms, _NEVER, _STRING, is_construct=True
        ),
        "drift alarm: alarm_actions": Argument(PhoneNumberDriftAlarm, "alarm_actions", alarms, _NEVER),
        "alarms: instance": Argument(PhoneNumberQuotaAlarms, "instance", alarms, _NEVER, _STRING, is_construct=True),
        "alarms: operations_left_threshold": Argument(
            PhoneNumberQuotaAlarms, "operations_left_threshold", alarms, whole, frozenset({"number"})
        ),
        "alarms: numbers_left_threshold": Argument(
            PhoneNumberQuotaAlarms, "numbers_left_threshold", alarms, whole, frozenset({"number"})
        ),
        "alarms: alarm_actions": Argument(PhoneNumberQuotaAlarms, "alarm_actions", alarms, _NEVER),
        "dashboard: instances": Argument(
            PhoneNumberDashboard, "instances", dashboard, _NEVER, is_construct=True, said="instance"
        ),
        "dashboard: instances[]": Argument(
            PhoneNumberDashboard,
            "instances",
            dashboard,
            _NEVER,
            _STRING,
            is_construct=True,
            said="instance",
            build=lambda value: [value],
        ),
        "dashboard: dashboard_name": Argument(
            PhoneNumberDashboard, "dashboard_name", dashboard, frozenset({"None", "a word", "digits"}), _STRING
        ),
    }


ARGUMENTS: dict[str, Argument] = {
    **_numbers(),
    **_group_numbers(),
    **_imports(),
    **_replicas(),
    **_providers(),
    **_alarms_and_dashboards(),
}
