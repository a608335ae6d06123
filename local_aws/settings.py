"""Settings of the local AWS. Connect and CloudFormation have settings of their own."""

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass
class Settings:
    """Settings with their defaults. LOCAL_AWS_<NAME> in the server's environment sets one, and so does the control.

    asynchronous_retry_seconds: how long Lambda waits before it repeats an asynchronous invocation that ended in an
        error, for the first, second, ... time; as text with commas. Lambda's are 60 and 120.
    table_creating_seconds: how long a new DynamoDB table is CREATING.
    backups_enabling_seconds: how long after that its continuous backups can't be changed.
    """

    asynchronous_retry_seconds: tuple[float, ...] = (1.0, 2.0)
    table_creating_seconds: float = 0.0
    backups_enabling_seconds: float = 0.0

    def configure(self, values: Mapping[str, Any]) -> None:
        """Change some settings. ValueError for an unknown name, or a value that is not seconds."""
        known = {field.name for field in fields(self)}
        if unknown := sorted(set(values) - known):
            raise ValueError(f"no such setting: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        for name, value in values.items():
            several = isinstance(getattr(self, name), tuple)
            setattr(self, name, _all_seconds(value) if several else _seconds(value))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, fit for JSON."""
        return asdict(self)

    def read(self, environment: Mapping[str, str] = os.environ) -> None:
        """Read settings from the environment. ValueError as `configure`."""
        given = {field.name: environment.get(f"LOCAL_AWS_{field.name.upper()}") for field in fields(self)}
        self.configure({name: value for name, value in given.items() if value})


def _seconds(value: object) -> float:
    seconds = float(str(value))
    if not seconds >= 0:
        raise ValueError(f"seconds are zero or more; got {value}")
    return seconds


def _all_seconds(value: object) -> tuple[float, ...]:
    several = str(value).split(",") if isinstance(value, str | float | int) else list(value)  # type: ignore[call-overload]
    if not several:
        raise ValueError("give at least one number of seconds")
    return tuple(_seconds(item) for item in several)


SETTINGS = Settings()
