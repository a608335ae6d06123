"""What CloudFormation may do in one way or another, chosen per stack by a tag, or for all by the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

RollbackOfReplaced = Literal["delete", "update"]
SiblingsOfFailed = Literal["await", "cancel"]

ROLLBACK_OF_REPLACED = "local-aws:rollback-of-replaced"
SIBLINGS_OF_FAILED = "local-aws:siblings-of-failed"


@dataclass(frozen=True)
class Behaviour:
    """The two choices that nobody outside of AWS can be sure of.

    `rollback_of_replaced`: what happens to a custom resource that a failing update had replaced. `delete`: the new
    physical resource gets a Delete and nothing else happens. `update`: the new one gets an Update with old and new
    properties swapped, and then its Delete in the clean-up, when it answers another physical id than the new one.

    `siblings_of_failed`: what happens to custom resources still being created when another resource fails. `await`:
    their answers are awaited. `cancel`: they are given up at once ("Resource creation cancelled") and deleted.
    """

    rollback_of_replaced: RollbackOfReplaced = "delete"
    siblings_of_failed: SiblingsOfFailed = "await"

    @classmethod
    def of(cls, stack_record: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> "Behaviour":
        """Read a stack's tags, then LOCAL_AWS_ROLLBACK_OF_REPLACED and LOCAL_AWS_SIBLINGS_OF_FAILED.

        Raises ValueError for a value that is none of the choices.
        """
        tags = {tag["Key"]: tag["Value"] for tag in stack_record.get("Tags", [])}
        return cls(
            cast(
                RollbackOfReplaced,
                _choice(tags, environment, ROLLBACK_OF_REPLACED, get_args(RollbackOfReplaced)),
            ),
            cast(SiblingsOfFailed, _choice(tags, environment, SIBLINGS_OF_FAILED, get_args(SiblingsOfFailed))),
        )


def _choice(tags: Mapping[str, str], environment: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    variable = name.upper().replace(":", "_").replace("-", "_")
    value = tags.get(name) or environment.get(variable) or choices[0]
    if value not in choices:
        raise ValueError(f"{name} is {value!r}. Give one of: {', '.join(choices)}.")
    return value
