"""Checks of the function's answers and log: one plain answer for each request, and no secret in the log."""

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tests.simulation.cloudformation import CANCELLED, TIMED_OUT
from tests.simulation.response import Response
from tests.simulation.world import World

SECRET = ("X-Amz-Signature", "X-Amz-Credential", "cloudformation-custom-resource-response")
_PLAIN = frozenset(vars(logging.makeLogRecord({})))


class Log(logging.Handler):
    """Keeps the function's log as text."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        more = {name: value for name, value in vars(record).items() if name not in _PLAIN}
        self.lines.append(f"{record.getMessage()} {more}")


@contextmanager
def kept_log() -> Iterator[Log]:
    """Keep the function's log for the duration of the `with`. It is written nowhere else."""
    root, log = logging.getLogger(), Log()
    before, disabled, level = root.handlers, logging.root.manager.disable, root.level
    root.handlers = [log]
    logging.disable(logging.NOTSET)
    root.setLevel(logging.INFO)
    try:
        yield log
    finally:
        root.handlers = before
        root.setLevel(level)
        logging.disable(disabled)


def secrets_told(world: World, log: Log) -> list[str]:
    """The places that have a secret and must not have it."""
    places = {
        "the log": "\n".join(log.lines),
        "an execution": str(
            [(each.input, each.error, each.cause, each.visits) for each in world.state_machine.executions]
        ),
        "an error": str([str(error) for error in world.function.errors]),
    }
    tokens = {str(call["parameters"].get("ClientToken")) for call in world.control.journal()} - {"None"}
    return [
        f"{place} tells {secret}" for place, text in places.items() for secret in (*SECRET, *tokens) if secret in text
    ]


def answer_problems(world: World) -> list[str]:
    """The broken promises about answers. Each request is answered once, and a repeated answer is the same."""
    problems = []
    cloudformation = world.cloudformation
    responses = [(event["RequestId"], cloudformation.response(key)) for key, event in enumerate(cloudformation.events)]
    for status, body in cloudformation.refused:
        told = json.loads(body)
        of_request = [response for request_id, response in responses if request_id == told["RequestId"]]
        same = any(response is not None and response.body == told for response in of_request)
        unheard = any(response is None or not response.body for response in of_request)
        if not (same or unheard):
            problems.append(f"CloudFormation is told again, {status}: {told}, after {of_request}")
    return problems


def poor_reasons(responses: Iterable[Response], named: Iterable[str], refusal: str) -> list[str]:
    """Reasons of failures that say too little.

    Args:
        responses: all responses.
        named: the names of the troubles. The reason must have one of them.
        refusal: words of the reason, if the operation fails without troubles; else "".
    """
    names = [CANCELLED, TIMED_OUT, *named, *([refusal] if refusal else [])]
    return [
        f"the reason does not tell what went wrong: {response.reason}"
        for response in responses
        if not response.succeeded and not any(name in response.reason for name in names)
    ]
