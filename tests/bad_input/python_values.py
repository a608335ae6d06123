"""What a Python program may give a construct where it should give something else: by name."""

from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import CfnParameter, Fn, Lazy, Stack, Token

from tests.bad_input.values import NOT_TEXTS, TEXTS

OBJECTS: dict[str, Any] = {
    "None": None,
    "an empty text": "",
    "bytes": b"+12065550100",
    "a set": {"+12065550100"},
    "a tuple": (1, 2),
    "a generator": (number for number in "12"),
    "not a number": float("nan"),
    "an object": object(),
    "a function": len,
    "an enum of CDK": cdk.Size.mebibytes,
}

PYTHON_VALUES: dict[str, Any] = {**TEXTS, **NOT_TEXTS, **OBJECTS}


@jsii.implements(cdk.IStableStringProducer)
class _Producer:
    def produce(self) -> str:
        return Fn.import_value("ExportedToo")


def tokens_by_kind(stack: Stack) -> dict[str, list[Any]]:
    """What only the deployment, or the synthesis, knows: texts, lists and numbers."""
    text, number = CfnParameter(stack, "Text"), CfnParameter(stack, "Number", type="Number")
    imported = Fn.import_value("Exported")
    return {
        "text": [text.value_as_string, imported, f"{imported}/part", Lazy.string(_Producer())],
        "list": [Token.as_list(Fn.split(",", imported))],
        "number": [number.value_as_number],
    }
