"""What a function's failures are called: https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html."""

import pytest

CODE = """
    import os, sys, time

    def handler(event, context):
        if event == "raise":
            raise KeyError("missing")
        if event == "exit":
            sys.exit(2)
        if event == "end":
            os._exit(0)
        if event == "sleep":
            time.sleep(9)
        if event == "object":
            return object()
        return {"pid": os.getpid(), "event": event, "id": context.aws_request_id}
"""


@pytest.mark.parametrize(
    ("event", "error", "message"),
    [
        ("raise", "KeyError", "'missing'"),
        ("exit", "Runtime.ExitError", "Error: Runtime exited with error: exit status 2"),
        ("end", "Runtime.ExitError", "Error: Runtime exited without providing a reason"),
        ("sleep", "Sandbox.Timedout", "Error: Task timed out after 1.00 seconds"),
        ("object", "Runtime.MarshalError", "Object of type object is not JSON serializable"),
    ],
)
def test_failures_of_handlers(function, event: str, error: str, message: str) -> None:
    answer = function(CODE, Timeout=1).invoke(event)
    assert answer["FunctionError"] == "Unhandled"
    assert answer["Payload"]["errorType"] == error
    assert message in answer["Payload"]["errorMessage"]


@pytest.mark.parametrize(
    ("code", "handler", "error"),
    [
        ("import nothing_of_that_name", "index.handler", "Runtime.ImportModuleError"),
        ("handler =", "index.handler", "Runtime.UserCodeSyntaxError"),
        ("1 / 0", "index.handler", "ZeroDivisionError"),
        ("", "index.handler", "Runtime.HandlerNotFound"),
        ("", "other.handler", "Runtime.ImportModuleError"),
    ],
)
def test_failures_of_the_beginning(function, code: str, handler: str, error: str) -> None:
    made = function(code, handler)
    for _ in range(2):
        assert made.invoke()["Payload"]["errorType"] == error


def test_an_exception_leaves_the_process_running_and_an_exit_does_not(function) -> None:
    made = function(CODE)
    first = made.invoke("a")["Payload"]
    made.invoke("raise")
    second = made.invoke(["b", 1])["Payload"]
    assert (second["pid"], second["event"]) == (first["pid"], ["b", 1])
    assert second["id"] != first["id"]
    made.invoke("exit")
    assert made.invoke()["Payload"]["pid"] != first["pid"]
