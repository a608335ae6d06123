"""The choice between ways in which CloudFormation may behave: for a stack by a tag, or for all by the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

RollbackOfReplaced = Literal["delete", "update"]
SiblingsOfFailed = Literal["await", "cancel"]
RequestIds = Literal["fresh", "reused"]
RetryOfFailedCreate = Literal["create-first", "delete-first"]
SigningMoments = Literal["apart", "real"]

ROLLBACK_OF_REPLACED = "local-aws:rollback-of-replaced"
SIBLINGS_OF_FAILED = "local-aws:siblings-of-failed"
REQUEST_IDS = "local-aws:request-ids"
RETRY_OF_FAILED_CREATE = "local-aws:retry-of-failed-create"
LATE_REQUESTS = "local-aws:late-requests"
REPEATED_REQUESTS = "local-aws:repeated-requests"
RESPONSE_URL_SECONDS = "local-aws:response-url-seconds"
SIGNING_MOMENTS = "local-aws:signing-moments"

TWO_HOURS = 7200


@dataclass(frozen=True)
class Behaviour:
    """The behaviours of CloudFormation that AWS does not document, and the disturbances that a function must survive.

    Each is the stack's tag `local-aws:<name>`, or LOCAL_AWS_<NAME> in the server's environment, dashes as underscores.

    `rollback-of-replaced`: what happens to a custom resource that a failing update had replaced. `delete`: the new
    physical resource gets a Delete and nothing else happens. `update`: the new one gets an Update with old and new
    properties swapped, and then its Delete in the clean-up, when it answers another physical id than the new one.

    `siblings-of-failed`: what happens to custom resources still being created when another resource fails. `await`:
    CloudFormation waits for their answers. `cancel`: it gives them up at once ("Resource creation cancelled") and
    deletes them.

    `request-ids`: the RequestId of a request that failed before and is sent again. `fresh`: a new one. `reused`: the
    same one, as in a report about a retried deployment (https://github.com/aws/aws-cdk/issues/35957).

    `retry-of-failed-create`: the deployment after one that failed without a rollback.
    `create-first`: it creates the failed resource again, and deletes the failed physical resource in its clean-up.
    `delete-first`: the other way round.

    `late-requests`: how many seconds late the requests of a type reach their function: `Create=4 Delete=1`.

    `repeated-requests`: after how many seconds the requests of a type reach their function a second time.

    `response-url-seconds`: for how many seconds a ResponseURL takes answers.

    `signing-moments`: `X-Amz-Date` of two requests to one resource within a second. On AWS they are further apart.
    `apart`: the second has the next second. `real`: both have the same.
    """

    rollback_of_replaced: RollbackOfReplaced = "delete"
    siblings_of_failed: SiblingsOfFailed = "await"
    request_ids: RequestIds = "fresh"
    retry_of_failed_create: RetryOfFailedCreate = "create-first"
    late_requests: Mapping[str, float] = field(default_factory=dict)
    repeated_requests: Mapping[str, float] = field(default_factory=dict)
    response_url_seconds: int = TWO_HOURS
    signing_moments: SigningMoments = "apart"

    @classmethod
    def of(cls, stack_record: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> "Behaviour":
        """Read a stack's tags, then the environment. Raises ValueError for a value that is none of the choices."""
        tags = {tag["Key"]: tag["Value"] for tag in stack_record.get("Tags", [])}

        given = {name: tags.get(name) or environment.get(_variable(name)) for name in _NAMES}
        return cls(
            cast(RollbackOfReplaced, _choice(given, ROLLBACK_OF_REPLACED, RollbackOfReplaced)),
            cast(SiblingsOfFailed, _choice(given, SIBLINGS_OF_FAILED, SiblingsOfFailed)),
            cast(RequestIds, _choice(given, REQUEST_IDS, RequestIds)),
            cast(RetryOfFailedCreate, _choice(given, RETRY_OF_FAILED_CREATE, RetryOfFailedCreate)),
            _seconds_by_type(given, LATE_REQUESTS),
            _seconds_by_type(given, REPEATED_REQUESTS),
            _whole_seconds(given, RESPONSE_URL_SECONDS),
            cast(SigningMoments, _choice(given, SIGNING_MOMENTS, SigningMoments)),
        )


Given = Mapping[str, str | None]

_NAMES = (
    ROLLBACK_OF_REPLACED,
    SIBLINGS_OF_FAILED,
    REQUEST_IDS,
    RETRY_OF_FAILED_CREATE,
    LATE_REQUESTS,
    REPEATED_REQUESTS,
    RESPONSE_URL_SECONDS,
    SIGNING_MOMENTS,
)


def _variable(name: str) -> str:
    return name.upper().replace(":", "_").replace("-", "_")


def _choice(given: Given, name: str, literal: object) -> str:
    choices: tuple[str, ...] = get_args(literal)
    value = given[name] or choices[0]
    if value not in choices:
        raise ValueError(f"{name} is {value!r}. Give one of: {', '.join(choices)}.")
    return value


def _seconds_by_type(given: Given, name: str) -> dict[str, float]:
    seconds = {}
    for part in (given[name] or "").replace(",", " ").split():
        match = re.fullmatch(r"(Create|Update|Delete)=(\d+(?:\.\d+)?)", part)
        if match is None:
            raise ValueError(
                f"{name} is {given[name]!r}. Give types of requests and seconds, as in `Create=4 Delete=1`."
            )
        seconds[match[1]] = float(match[2])
    return seconds


def _whole_seconds(given: Given, name: str) -> int:
    value = given[name] or str(TWO_HOURS)
    if not value.isdigit():
        raise ValueError(f"{name} is {value!r}. Give whole seconds.")
    return int(value)
