"""A request's parameters as its sender meant them, before any check."""

import json
from typing import Any
from urllib.parse import unquote

from moto.core.model import OperationModel, Shape, StructureShape
from moto.core.request import Request


class UnreadableRequest(ValueError):
    """The body is not a JSON object."""


def request_parameters(operation: OperationModel, request: Request, uri_parameters: dict[str, Any]) -> dict[str, Any]:
    """The members of `operation`'s input by their names in the model, and whatever else the request carries.

    Numbers of the query string become integers where they are. Raises UnreadableRequest.
    """
    parameters = _body_members(request)
    shape = operation.input_shape
    if not isinstance(shape, StructureShape):
        return parameters
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        wire_name = member.serialization.get("name", name)
        if location == "uri":
            parameters[name] = unquote(str(uri_parameters[wire_name]))
        elif location == "querystring" and wire_name in request.args:
            parameters[name] = _query_value(member, request.args.getlist(wire_name))
    known = {m.serialization.get("name", n) for n, m in shape.members.items()}
    return parameters | {name: value for name, value in request.args.items() if name not in known}


def _body_members(request: Request) -> dict[str, Any]:
    body = request.get_data(as_text=True)
    if not body:
        return {}
    try:
        members = json.loads(body)
    except ValueError as error:
        raise UnreadableRequest(f"The request's body is not JSON: {error}") from error
    if not isinstance(members, dict):
        raise UnreadableRequest(f"The request's body is not a JSON object: {body[:100]}")
    return {name: value for name, value in members.items() if value is not None}


def _query_value(member: Shape, values: list[str]) -> list[str] | int | str:
    if member.type_name == "list":
        return values
    if member.type_name == "integer" and values[0].lstrip("-").isdigit():
        return int(values[0])
    return values[0]
