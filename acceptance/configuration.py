"""The stack at one step of the acceptance. The program writes it for its app, and the stack keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from .names import DESCRIPTION

_FILE = "configurations.json"


@dataclass(frozen=True)
class Configuration:
    """The app's input.

    Attributes:
        account_id: where it is deployed.
        region: likewise.
        instance_arn: the instance that the number is claimed to.
        country_code: of the number.
        phone_number_type: of the number.
        park: whether the number is kept when the stack is deleted.
        description: of the number.
        tag: value of the number's tag `acceptance`.
        flow: 1 or 2: which of the stack's flows the number leads to.
        phone_number: a parked number of an earlier run that this one takes; "" for any, by a search.
        fails: whether the stack has a resource that can't be created, after the number.
    """

    account_id: str
    region: str
    instance_arn: str
    country_code: str
    phone_number_type: str
    park: bool
    phone_number: str = ""
    description: str = DESCRIPTION
    tag: str = "created"
    flow: int = 1
    fails: bool = False

    def to_json(self) -> str:
        """As text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The same again."""
        return cls(**json.loads(text))


def save_configurations(folder: Path, configurations: Mapping[str, Configuration]) -> None:
    """Write the steps, by name, where the app reads them."""
    (folder / _FILE).write_text(json.dumps({step: asdict(one) for step, one in configurations.items()}))


def load_configurations(folder: Path) -> dict[str, Configuration]:
    """The steps again."""
    return {step: Configuration(**one) for step, one in json.loads((folder / _FILE).read_text()).items()}
