"""Every place in the properties where a value may stand, and the values that are right there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bad_input.values import ABSENT, TEXTS

Build = Callable[[Any], Any]


@dataclass(frozen=True)
class Place:
    """A property, or a part of one.

    Attributes:
        name: of the property.
        build: the property's value around the place's.
        right: names of the values that may stand there.
        base: the properties that it goes with, `search`, `exact` or `import`.
    """

    name: str
    build: Build
    right: frozenset[str]
    base: str = "search"


def _itself(value: Any) -> Any:
    return value


def _in_list(value: Any) -> Any:
    return [value]


def _tag_key(value: Any) -> Any:
    return [{"Key": value, "Value": "v"}]


def _tag_value(value: Any) -> Any:
    return [{"Key": "k", "Value": value}]


_ABSENT = frozenset(ABSENT)
_TEXTS = frozenset(TEXTS)
# Letters, digits, spaces and _.:/=+-@: neither invisible nor combining characters, quotation marks, brackets nor *.
_TAG_KEYS = frozenset(
    {
        "blank",
        "a word",
        "digits",
        "full-width digits",
        "arabic digits",
        "no Region",
        "a colon too many",
        "account in full-width digits",
        "another service",
        "up a folder",
    }
)

PLACES: dict[str, Place] = {
    "TargetArn": Place("TargetArn", _itself, frozenset()),
    "PhoneNumber": Place("PhoneNumber", _itself, frozenset(), base="exact"),
    "SourcePhoneNumberArn": Place("SourcePhoneNumberArn", _itself, frozenset(), base="import"),
    "PhoneNumberCountryCode": Place("PhoneNumberCountryCode", _itself, frozenset()),
    "PhoneNumberType": Place("PhoneNumberType", _itself, frozenset()),
    "PhoneNumberPrefixes": Place("PhoneNumberPrefixes", _itself, _ABSENT),
    "PhoneNumberPrefixes[]": Place("PhoneNumberPrefixes", _in_list, frozenset()),
    "PhoneNumberDescription": Place("PhoneNumberDescription", _itself, _ABSENT | _TEXTS),
    "Tags": Place("Tags", _itself, _ABSENT),
    "Tags[]": Place("Tags", _in_list, frozenset()),
    "Tags[].Key": Place("Tags", _tag_key, _TAG_KEYS),
    "Tags[].Value": Place("Tags", _tag_value, _TEXTS | {"empty"}),
    "ContactFlowArns": Place("ContactFlowArns", _itself, _ABSENT),
    "ContactFlowArns[]": Place("ContactFlowArns", _in_list, frozenset()),
    "ContactFlowsMirrored": Place("ContactFlowsMirrored", _itself, _ABSENT),
    "TakeParked": Place("TakeParked", _itself, _ABSENT),
    "Adopt": Place("Adopt", _itself, _ABSENT, base="exact"),
    "ReleaseAdopted": Place("ReleaseAdopted", _itself, _ABSENT, base="exact"),
    "TargetIsOfStack": Place("TargetIsOfStack", _itself, _ABSENT),
    "ReleasePolicy": Place("ReleasePolicy", _itself, _ABSENT),
}
