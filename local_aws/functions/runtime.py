"""What Lambda's Python runtime does in a function's process: the program of that process. It imports nothing of ours.

Its arguments are the folder of the code and the handler. It reads one invocation per line of JSON from stdin and writes
one answer per line to what was stdout; whatever the function prints goes to stderr, and ends with the invocation's
mark, a line of its own.
"""

import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

DEPTH_VARIABLE = "_MINISTACK_INVOKE_DEPTH"
DEPTH_HEADER = "X-Ministack-Invoke-Depth"


Handler = Callable[[Any, "Context"], Any]


class Context:
    """The handler's second argument."""

    identity = None
    client_context = None

    def __init__(self, request_id: str, deadline: float) -> None:
        self.aws_request_id = request_id
        self.invoked_function_arn = os.environ["_LAMBDA_FUNCTION_ARN"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline = deadline

    def get_remaining_time_in_millis(self) -> int:
        """How long the invocation may go on."""
        return max(0, int((self._deadline - time.time()) * 1000))


class InitialisationError(Exception):
    """The handler could not be loaded. `error` is what Lambda calls it."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error


def main(code_folder: str, handler: str) -> None:
    """Load the handler, say so, then answer events until stdin ends."""
    events = os.fdopen(os.dup(0))
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.path.insert(0, code_folder)
    announce_depth_of_calls()
    try:
        handle = load(handler)
    except InitialisationError as problem:
        traceback.print_exc()
        answers.write(json.dumps({"error": error(problem.error, str(problem), problem.__cause__)}) + "\n")
        return
    answers.write("{}\n")
    for line in events:
        invocation = json.loads(line)
        answer = answer_to(handle, invocation)
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(2, (invocation["mark"] + "\n").encode())
        answers.write(answer + "\n")


def load(handler: str) -> Handler:
    """The function that `module.name` names. Raises InitialisationError."""
    module_name, _, name = handler.replace("/", ".").rpartition(".")
    try:
        module = importlib.import_module(module_name)
    except ImportError as problem:
        raise InitialisationError(
            "Runtime.ImportModuleError", f"Unable to import module '{module_name}': {problem}"
        ) from problem
    except SyntaxError as problem:
        raise InitialisationError(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {problem}"
        ) from problem
    except Exception as problem:
        raise InitialisationError(type(problem).__name__, str(problem)) from problem
    if not hasattr(module, name):
        raise InitialisationError("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'")
    handle: Handler = getattr(module, name)
    return handle


def answer_to(handle: Handler, invocation: dict[str, Any]) -> str:
    """Handle one event: the answer, as a line of JSON."""
    os.environ[DEPTH_VARIABLE] = str(invocation["depth"])
    context = Context(invocation["request_id"], invocation["deadline"])
    try:
        result = handle(invocation["event"], context)
    except Exception as problem:  # noqa: BLE001 - the function's own
        failure = error(type(problem).__name__, str(problem), problem)
        sys.stderr.write(f"[ERROR] {type(problem).__name__}: {problem}\n{traceback.format_exc()}")
        return json.dumps({"error": failure | {"requestId": context.aws_request_id}})
    try:
        return json.dumps({"result": result})
    except (TypeError, ValueError) as problem:
        failure = error("Runtime.MarshalError", f"Unable to marshal response: {problem}", None)
        return json.dumps({"error": failure | {"requestId": context.aws_request_id}})


def error(error_type: str, message: str, problem: BaseException | None) -> dict[str, Any]:
    """The payload of a function error."""
    trace = traceback.format_tb(problem.__traceback__)[1:] if problem is not None else []
    return {"errorMessage": message, "errorType": error_type, "requestId": "", "stackTrace": trace}


def announce_depth_of_calls() -> None:
    """Let calls by boto3 say how deep in a chain of functions they are made: ministack ends endless chains by it."""
    try:
        import botocore.handlers  # noqa: PLC0415 - not every function has it
    except ImportError:
        return

    def add_depth(params: dict[str, Any], **_: object) -> None:
        depth = os.environ.get(DEPTH_VARIABLE)
        if depth and DEPTH_HEADER not in params["headers"]:
            params["headers"][DEPTH_HEADER] = depth

    botocore.handlers.BUILTIN_HANDLERS.append(("before-call", add_depth))


if __name__ == "__main__":
    main(*sys.argv[1:])
