"""The source of a construct that declares one number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .literal import call, quoted

IMPORT = "from constructs_lib import ClaimedPhoneNumber"


@dataclass(frozen=True)
class NumberSource:
    """A number to declare.

    Attributes:
        id: the construct's id.
        phone_number: in E.164.
        target: the target's ARN, as a Python expression.
        description: "" for none.
        tags: the values by key.
        contact_flow: the flow's ARN, as a Python expression; "" for none.
        adopts: whether the construct adopts a number that is claimed already.
    """

    id: str
    phone_number: str
    target: str
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    contact_flow: str = ""
    adopts: bool = False

    @property
    def python(self) -> str:
        """The statement that makes the construct."""
        arguments = {
            "": quoted(self.id),
            "target": self.target,
            "phone_number": quoted(self.phone_number),
        }
        if self.description:
            arguments["description"] = quoted(self.description)
        if self.tags:
            arguments["tags"] = "{" + ", ".join(f"{quoted(k)}: {quoted(v)}" for k, v in self.tags.items()) + "}"
        if self.contact_flow:
            arguments["contact_flow"] = self.contact_flow
        return call("ClaimedPhoneNumber.adopt" if self.adopts else "ClaimedPhoneNumber", arguments)
