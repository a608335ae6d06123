"""The control over HTTP: a POST of the arguments as a JSON object to `/_local_aws/control/<name>`.

It answers {"result": ...}, or status 400 and words.
"""

import json

from local_aws.asgi import Application, Scope, with_endpoint
from local_aws.control.aws_control import AwsControl
from local_aws.control.client import CONTROL_PATH


def with_control(application: Application) -> Application:
    """Put the control in front of an application."""
    return with_endpoint(application, CONTROL_PATH, _respond)


def _respond(scope: Scope, body: bytes) -> tuple[int, bytes]:
    if scope["method"] != "POST":
        return 405, b"use POST"
    name = scope["path"].removeprefix(CONTROL_PATH)
    try:
        result = AwsControl().perform(name, json.loads(body or b"{}"))
    except (ValueError, TypeError) as error:
        return 400, str(error).encode()
    return 200, json.dumps({"result": result}).encode()
