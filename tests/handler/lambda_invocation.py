"""One invocation of a function, as AWS Lambda does it: what goes in and out is JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

FUNCTION_TIMEOUT = 60
"""Of the handler's functions, in seconds."""

Handler = Callable[[Any, Any], Any]


class FunctionKilled(BaseException):
    """The function's process ended in the middle: nothing after this line runs, and no answer comes."""


@dataclass
class Context:
    """Lambda's context object, as far as the handler looks at it."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        return FUNCTION_TIMEOUT * 1000


class FunctionError(Exception):
    """What the invoker gets in place of an answer: Lambda's FunctionError and its payload."""

    def __init__(self, raised: BaseException) -> None:
        super().__init__(str(raised))
        self.raised = raised

    @property
    def payload(self) -> dict[str, str]:
        """As Lambda's Python runtime reports an exception; it adds the trace under a name of its own."""
        return {"errorMessage": str(self), "errorType": type(self.raised).__name__}


def invoke(function: Handler, event: Mapping[str, Any], aws_request_id: str) -> Any:
    """The function's answer. What it raises is raised."""
    return json.loads(json.dumps(function(json.loads(json.dumps(event)), Context(aws_request_id))))
