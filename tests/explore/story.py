"""A path in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from connect_phone_numbers.ledger.table import Write
from tests.explore.calls import CONFLICT, LOST, REFUSED, Call
from tests.explore.exploration import Violation
from tests.explore.invocation import Progress
from tests.explore.move import Words

_ENDS = {
    LOST: "it has its effect, and the answer is lost",
    REFUSED: "it is refused, without effect",
    CONFLICT: "nothing is written, as a condition does not hold",
}


def story(violation: Violation) -> str:
    """The path, one line per move, and the broken promise at the end."""
    lines = [line for words in violation.path for line in _told(words)]
    numbered = [f"{index:4}. {line}" for index, line in enumerate(lines, 1)]
    return "\n".join([*numbered, f"      WRONG: {violation.wrong}"])


def _told(words: tuple[Words, ...]) -> Iterator[str]:
    for who, progress, how in words:
        if progress is None:
            yield f"{who}: {how}"
        else:
            answer = _ENDS.get(how, how)
            yield f"{who} ({progress.task.holder}): {_call(progress)}" + (f": {answer}" if answer else "")


def _call(progress: Progress) -> str:
    call = progress.next
    return call_words(call) if isinstance(call, Call) else "returns"


def call_words(call: Call) -> str:
    """A call in a few words."""
    arguments: Any = call.arguments
    match call.service, call.operation:
        case "ledger", "get":
            return f"the ledger: reads {_item(arguments)}"
        case "ledger", "get_all":
            return f"the ledger: reads {', '.join(_item(each) for each in arguments)}"
        case "ledger", "scan":
            return "the ledger: reads all of it"
        case "ledger", "query" | "next":
            return f"the ledger: reads {arguments[0]}" + (f" after {_short(arguments[1])}" if arguments[1] else "")
        case "ledger", "update" | "delete":
            return f"the ledger: {_write(arguments)}"
        case "ledger", "transact":
            return "the ledger, all or nothing: " + "; ".join(_write(each) for each in arguments)
        case "executions", _:
            return "starts the execution"
        case "responses", _:
            return f"answers CloudFormation: {_answer(arguments[1])}"
    told = {key: value for key, value in arguments.items() if key not in ("Tags", "MaxResults", "ServiceCode")}
    return (
        f"{call.service}: {call.operation}({', '.join(f'{key}={_short(str(value))}' for key, value in told.items())})"
    )


def _answer(body: bytes) -> str:
    told = json.loads(body)
    reason = told["Reason"][:200] if told["Status"] == "FAILED" else ""
    return f"{told['Status']} {_short(told['PhysicalResourceId'])} {reason}"


def _item(key: Any) -> str:
    return f"{_short(key['PK'])}" + ("" if key["SK"] in key["PK"] else f" {_short(key['SK'])}")


def _write(write: Write) -> str:
    if write.action == "Delete":
        return f"deletes {_item(write.key)}"
    if write.action == "Put":
        return f"puts {_item(write.key)}"
    claims = write.values.get(":Claims")
    if claims is not None:
        told = ", ".join(
            f"{each['phone_number'] or 'no number'} {each['state']} {each['fate']}" for each in claims.values()
        )
        what = f"claims [{told}]" + (", the answer" if ":Answer" in write.values else "")
    else:
        what = write.expression.partition(" =")[0] + (" …" if "," in write.expression else "")
    return f"{_item(write.key)}: {what}"


def _short(text: str) -> str:
    return text.replace("arn:aws:connect:us-east-1:123456789012:", "").replace(
        "arn:aws:cloudformation:us-east-1:123456789012:stack/s/11", "s"
    )
