"""The framework's real runtime in the place of its double."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.framework.runtime import FrameworkRuntime, Outcome
from tests.handler.lambda_invocation import FunctionError
from tests.handler.provider_framework import FrameworkError, ProviderFramework, Submission, Waiting

Question = dict[str, Any]


class RealFramework:
    """Has the double's methods, and does what the runtime does."""

    def __init__(self, runtime: FrameworkRuntime, user: ProviderFramework) -> None:
        """`user` has what the runtime calls: the user's functions, the start of the waiter, the way to respond."""
        self.logs: list[str] = []
        self._runtime = runtime
        self._user = user
        self._submitted: list[Submission] = []
        self._started: list[dict[str, Any]] = []
        self._edges = {
            "httpRequest": self._http_request,
            "startExecution": self._start_execution,
            "invokeFunction": self._invoke_function,
        }

    def handle_event(self, event: Mapping[str, Any]) -> Submission | Waiting:
        outcome = self._invoke("onEvent", event)
        assert outcome.threw is None, outcome.threw
        return self._submitted[0] if self._submitted else Waiting(self._started[0])

    def handle_poll(self, waiting: Mapping[str, Any]) -> Submission | None:
        outcome = self._invoke("isComplete", waiting)
        if outcome.threw is None:
            return self._submitted[0]
        assert json.loads(outcome.threw["errorMessage"]) == waiting, "what the waiter hands on when it gives up"
        return None

    def handle_timeout(self, waiting: Mapping[str, Any]) -> Submission:
        # What Step Functions hands on of a function that failed for the last time.
        retry = {"errorType": "Error", "errorMessage": json.dumps(waiting), "trace": []}
        outcome = self._invoke("onTimeout", {"Error": "Error", "Cause": json.dumps(retry)})
        assert outcome.threw is None, outcome.threw
        return self._submitted[0]

    def _invoke(self, handler: str, event: Mapping[str, Any]) -> Outcome:
        self._submitted, self._started = [], []
        outcome = self._runtime.invoke(handler, dict(event), self._edges)
        self.logs.extend(outcome.logs)
        assert len(self._submitted) <= 1, "one response"
        return outcome

    def _http_request(self, question: Question) -> dict[str, Any]:
        body = json.loads(question["body"])
        if body["Status"] == "SUCCESS":
            try:
                self._user.put(body)
            except FrameworkError as error:
                return {"error": str(error)}
        self._submitted.append(Submission(body, _message(body)))
        return {}

    def _start_execution(self, question: Question) -> dict[str, Any]:
        started = json.loads(question["input"])
        try:
            self._user.start_execution(started)
        except FrameworkError as error:
            return {"error": str(error)}
        self._started.append(started)
        return {}

    def _invoke_function(self, question: Question) -> dict[str, Any]:
        is_on_event = question["name"].endswith(":on-event")
        function: Callable[[dict[str, Any]], Any] = self._user.on_event if is_on_event else self._user.is_complete
        try:
            return {"Payload": json.dumps(function(json.loads(question["payload"])))}
        except FunctionError as error:
            return {"FunctionError": "Unhandled", "Payload": json.dumps(error.payload)}


def _message(body: Mapping[str, Any]) -> str:
    """The failure without what the framework puts around it."""
    if body["Status"] == "SUCCESS":
        return ""
    words = str(body["Reason"]).partition("\n    at ")[0].partition("\n\nLogs: ")[0]
    kind, _, message = words.partition(": ")
    return message if kind in ("Error", "TypeError") else words
