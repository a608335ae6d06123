"""What may stand where a template's value should: by name, each as CloudFormation can send it, as JSON."""

from typing import Any

MISSING = object()
"""The property is not given at all."""


def _nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


ABSENT: dict[str, Any] = {"missing": MISSING, "null": None, "empty": ""}

TEXTS: dict[str, Any] = {
    "blank": " ",
    "a word": "support",
    "digits": "12065550100",
    "combining": "Cafe\u0301",
    "full-width digits": "+\uff11\uff12\uff10\uff16\uff15\uff15\uff15\uff10\uff11\uff10\uff10",
    "arabic digits": "+1\u0662\u0660\u06665550100",
    "right-to-left mark": "+1206\u200f5550100",
    "emoji": "\U0001f4de",
    "NUL": "+12065550100\x00",
    "newline at the end": "+12065550100\n",
    "newlines": "a\nTraceback (most recent call last):\r\n\u2028b",
    "quotes": "\"'`\\",
    "JSON": '{"PhoneNumber": "+12065550100"}',
    "pseudo parameter": "${AWS::AccountId}",
    "dynamic reference": "{{resolve:secretsmanager:secret:SecretString:password}}",
    "shell": "$(id); `id`",
    "any instance": "arn:aws:connect:us-east-1:123456789012:instance/*",
    "any flow": "arn:aws:connect:us-east-1:123456789012:instance/*/contact-flow/*",
    "any Region": "arn:aws:connect:*:123456789012:instance/0b1c",
    "no Region": "arn:aws:connect:-x:123456789012:instance/0b1c/contact-flow/77aa",
    "a colon too many": "arn:aws:connect:us-east-1::123456789012:instance/0b1c",
    "account in full-width digits": "arn:aws:connect:us-east-1:\uff11\uff12\uff13456789012:instance/0b1c",
    "another service": "arn:aws:lambda:us-east-1:123456789012:function:f",
    "up a folder": "arn:aws:connect:us-east-1:123456789012:instance/../../etc",
}

NOT_TEXTS: dict[str, Any] = {
    "too long": "a" * 100_000 + "!",
    "half of a surrogate pair": "a\ud800b",
    "zero": 0,
    "a number": 12065550100,
    "a fraction": 1.5,
    "infinity": float("inf"),
    "true": True,
    "false": False,
    "an empty map": {},
    "a map": {"Ref": "Number"},
    "a list of an empty list": [[]],
    "a list of null": [None],
    "a list of a number": [7],
    "a list of a map": [{"Key": 1}],
    "a long list": ["a"] * 2_000,
    "deep": _nested(300),
    "many keys": {f"key{number}": number for number in range(2_000)},
}

VALUES: dict[str, Any] = {**ABSENT, **TEXTS, **NOT_TEXTS}


def with_value(properties: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The properties with one of them changed, or left out."""
    changed = {**properties, name: value}
    return {key: value for key, value in changed.items() if value is not MISSING}
