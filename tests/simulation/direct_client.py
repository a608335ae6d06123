"""Clients that call the local services as functions, without HTTP: fast enough for many thousand operations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError, ConnectionClosedError
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model

from local_aws.connect.controlled.faults import FaultKind as LocalFault
from local_aws.connect.controlled.journal import JournalEntry
from local_aws.connect.controlled.responses import ControlledResponse
from local_aws.connect.controlled.service_call import CONNECTION_DROPPED, ServiceCall
from local_aws.connect.controlled.state import controlled_state
from local_aws.connect.models.state import state_lock
from local_aws.connect.responses.model_validation import problems_of
from tests.simulation.remote_call import RemoteCall
from tests.simulation.remote_calls import RemoteCalls

ACCOUNT = "123456789012"


class DirectClient:
    """A client of one service in one Region. Its methods have the names of boto3's."""

    def __init__(
        self, region: str, calls: RemoteCalls, response: Callable[[], ServiceCall] = ControlledResponse
    ) -> None:
        """Make a client.

        Args:
            region: the Region.
            calls: every call goes through this: faults happen there.
            response: the class that answers the service's requests.
        """
        self.meta = SimpleNamespace(region_name=region)
        self._response: Any = response()
        self._response.region, self._response.current_account = region, ACCOUNT
        self._response.querystring, self._response.uri_match = {}, {}
        self._service = self._response.boto3_service_name
        self._calls = calls

    def __getattr__(self, name: str) -> Callable[..., Any]:
        operation = _operations(self._service).get(name)
        if operation is None:
            raise AttributeError(f"{self._service} has no {name}")
        return partial(self._call, operation)

    def get_paginator(self, name: str) -> Any:
        """A paginator, for operations with NextToken in request and answer."""
        return SimpleNamespace(paginate=partial(self._pages, name))

    def _pages(self, name: str, PaginationConfig: Mapping[str, int] | None = None, **request: Any) -> Iterator[Any]:
        size = (PaginationConfig or {}).get("PageSize")
        more: dict[str, Any] = {"MaxResults": size} if size else {}
        while True:
            page = getattr(self, name)(**request, **more)
            yield page
            if not page.get("NextToken"):
                return
            more["NextToken"] = page["NextToken"]

    def _call(self, operation: str, **parameters: Any) -> Any:
        call = RemoteCall(self._service, operation, self.meta.region_name, parameters)
        return self._calls.send(call, lambda: self._serve(operation, _sent(parameters)))

    def _serve(self, operation: str, parameters: dict[str, Any]) -> Any:
        """Serve a request as `local_aws` does, without HTTP."""
        with state_lock:
            state, region = controlled_state(), self.meta.region_name
            state.mirror()
            entry = state.journal.begin(
                JournalEntry(state.clock.now(), self._service, ACCOUNT, region, operation, _copy(parameters))
            )
            response = self._response
            model = get_service_model(self._service).operation_model(operation)
            fault = state.faults.next_for(operation, region)
            self._drop(entry, fault, LocalFault.DROP_BEFORE_EFFECT)
            try:
                response._raise_fault(fault)
                if state.settings.throttle and response.is_throttled:
                    state.throttle.admit(ACCOUNT, region, operation)
                problems = problems_of(parameters, model.input_shape, operation)
                if problems:
                    raise response._invalid(model, "; ".join(problems))
                response.params, response.body = parameters, json.dumps(parameters, default=str)
                answer = getattr(response, xform_name(operation))()
            except ServiceException as error:
                entry.error_code = str(error.code)
                entry.status_code = _status_of(model, entry.error_code)
                raise _client_error(error, entry.status_code, operation) from error
            self._drop(entry, fault, LocalFault.DROP_AFTER_EFFECT)
            entry.status_code = 200
            return _copy(answer.result) if isinstance(answer, ActionResult) else json.loads(answer or "{}")

    def _drop(self, entry: JournalEntry, fault: LocalFault | None, when: LocalFault) -> None:
        if fault is when:
            entry.error_code = CONNECTION_DROPPED
            raise ConnectionClosedError(endpoint_url=f"https://{self._service}")


@cache
def _operations(service: str) -> dict[str, str]:
    return {xform_name(name): name for name in get_service_model(service).operation_names}


def _status_of(model: Any, code: str) -> int:
    statuses = {shape.name: shape.metadata.get("error", {}).get("httpStatusCode") for shape in model.error_shapes}
    return int(statuses.get(code) or (500 if "Internal" in code else 400))


def _client_error(error: ServiceException, status: int, operation: str) -> ClientError:
    told: Any = {
        "Error": {"Code": str(error.code), "Message": error.message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(told, operation)


def _sent(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as HTTP would carry them: times as seconds."""
    return {
        name: value.timestamp() if isinstance(value, datetime) else _copy(value) for name, value in parameters.items()
    }


def _copy(value: Any) -> Any:
    """A deep copy, so that the caller can't change the service's data."""
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list | tuple) else value
