"""The reconciliation, invoked as Lambda does it."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from connect_phone_numbers import reconciliation

_INVOCATIONS = count(1)


@dataclass
class Context:
    """Lambda's context object, as far as the function looks at it."""

    aws_request_id: str
    seconds: int

    def get_remaining_time_in_millis(self) -> int:
        return self.seconds * 1000


def reconcile(seconds: int = 900, **event: Any) -> dict[str, Any]:
    """One invocation; what goes in and out is JSON."""
    context = Context(f"reconciliation-{next(_INVOCATIONS)}", seconds)
    return dict(json.loads(json.dumps(reconciliation.handler(event, context))))


def numbers_in(report: dict[str, Any], part: str) -> list[str]:
    """The numbers of a part of a report."""
    return sorted(entry["PhoneNumber"] for entry in report[part])
