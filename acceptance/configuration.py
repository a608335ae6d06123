"""The configuration of the stack at one step: the CDK app reads it, and the deployed stack has it as an output."""

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
        account_id: the account that the stack is deployed to.
        region: the Region that the stack is deployed to.
        instance_arn: the instance that the number is claimed to.
        country_code: the number's country, such as US.
        phone_number_type: the number's type, such as DID.
        park: whether the number is parked when the stack is deleted.
        phone_number: the parked number of an earlier run that this run takes; "" for a search.
        description: the number's description.
        tag: the value of the number's tag `acceptance`.
        flow: 1 or 2: the number of its contact flow.
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
        """The configuration as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The configuration that `to_json` made this text of."""
        return cls(**json.loads(text))


def save_configurations(folder: Path, configurations: Mapping[str, Configuration]) -> None:
    """Write the configuration of each step, by its name, to the file that the app reads."""
    (folder / _FILE).write_text(json.dumps({step: asdict(one) for step, one in configurations.items()}))


def load_configurations(folder: Path) -> dict[str, Configuration]:
    """The configuration of each step, by its name."""
    return {step: Configuration(**one) for step, one in json.loads((folder / _FILE).read_text()).items()}
