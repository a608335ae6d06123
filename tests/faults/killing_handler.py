"""The handler of a function that kills its own process, by SIGKILL, at one of its requests.

A file for each stack says at which request to do so, counted over all processes, and whether before the request is sent
or after its answer. All requests go through `http.client`: those of boto3, and the answer to CloudFormation.
"""

import http.client
import json
import os
import signal
from pathlib import Path
from typing import Any

from connect_phone_numbers.handler import handler as handle

PLANS = Path(os.environ["KILL_PLANS"])


class Connection(http.client.HTTPConnection):
    """Replaces two methods of `http.client`'s connection."""

    stack_name = ""
    send_request = http.client.HTTPConnection.putrequest
    get_answer = http.client.HTTPConnection.getresponse

    def putrequest(self, *arguments: Any, **named: Any) -> None:
        count = PLANS / f"{Connection.stack_name}.count"
        with count.open("a") as counted:
            counted.write(".")
        _die_at(count.stat().st_size - 1, "before")
        Connection.send_request(self, *arguments, **named)

    def getresponse(self) -> Any:
        answer = Connection.get_answer(self)
        _die_at((PLANS / f"{Connection.stack_name}.count").stat().st_size - 1, "after")
        return answer


http.client.HTTPConnection.putrequest = Connection.putrequest  # type: ignore[method-assign]
http.client.HTTPConnection.getresponse = Connection.getresponse  # type: ignore[method-assign]


def handler(event: dict[str, Any], context: Any) -> Any:
    Connection.stack_name = str(event.get("StackId") or event.get("Resource") or "//").split("/")[1]
    return handle(event, context)


def _die_at(index: int, when: str) -> None:
    plan = PLANS / f"{Connection.stack_name}.json"
    if plan.exists() and json.loads(plan.read_text()) == [index, when]:
        plan.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
