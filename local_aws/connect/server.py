"""The local Connect as a WSGI application."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from moto.core.exceptions import ServiceException
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.wrappers import Request, Response

from .. import cloudtrail, service_quotas
from .control import ConnectControl
from .install import install

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTROL_PATH = "/_local_connect/"


def application() -> "WSGIApplication":
    """moto's server with Connect's phone numbers, Service Quotas and CloudTrail; the control is `/_local_connect/`.

    A control operation is a POST of its arguments as a JSON object to `/_local_connect/<name>`; it answers
    {"result": ...}, or status 400 and words. Bind it to 127.0.0.1 only: whoever reaches it controls it.
    """
    install()
    service_quotas.install()
    cloudtrail.install()
    moto_application = DomainDispatcherApplication(create_backend_app)
    control = ConnectControl()

    def dispatch(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if str(environ.get("PATH_INFO", "")).startswith(CONTROL_PATH):
            return _control_answer(control, Request(environ))(environ, start_response)
        answer: Iterable[bytes] = moto_application(environ, start_response)
        return answer

    return dispatch


def _control_answer(control: ConnectControl, request: Request) -> Response:
    name = request.path.removeprefix(CONTROL_PATH)
    if request.method != "POST":
        return Response(f"use POST for {request.path}", status=405)
    try:
        result = control.perform(name, json.loads(request.get_data(as_text=True) or "{}"))
    except (ValueError, TypeError, ServiceException) as error:
        return Response(str(error), status=400)
    return Response(json.dumps({"result": result}), content_type="application/json")
