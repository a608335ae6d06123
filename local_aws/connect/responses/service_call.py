"""How every call is served: written down, disturbed on request, throttled, checked, answered."""

import socket
from typing import Any, ClassVar, cast

from botocore.exceptions import ConnectionClosedError
from moto.core.common_types import TYPE_RESPONSE
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel, ServiceModel
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import get_service_model

from ..exceptions import (
    AccessDeniedException,
    InternalServiceException,
    InvalidParameterException,
    InvalidRequestException,
    ThrottlingException,
)
from ..models.faults import FaultKind
from ..models.journal import JournalEntry
from ..models.state import ConnectState, connect_state, state_lock
from .model_validation import problems_of
from .request_parameters import UnreadableRequest, request_parameters

CONNECTION_DROPPED = "ConnectionDropped"


class ServiceCall(BaseResponse):
    """Base of a service's responses; `self.params` are the operation's checked parameters, by the model's names."""

    is_throttled = True
    invalid_errors: ClassVar[tuple[type[ServiceException], ...]] = (InvalidParameterException, InvalidRequestException)
    """For a request that does not fit the model: the first of these that the operation has."""
    fault_errors: ClassVar[dict[FaultKind, type[ServiceException]]] = {
        FaultKind.THROTTLE: ThrottlingException,
        FaultKind.INTERNAL_ERROR: InternalServiceException,
        FaultKind.ACCESS_DENIED: AccessDeniedException,
    }
    """What the faults that are errors are in this service."""

    def call_action(self) -> TYPE_RESPONSE:
        """Serve one request, one at a time."""
        with state_lock:
            state = connect_state()
            operation = self._operation()
            parameters, unreadable = self._read(operation)
            entry = state.journal.begin(self._entry(state, operation, parameters))
            fault = state.faults.next_for(entry.operation, self.region)
            if fault is FaultKind.DROP_BEFORE_EFFECT:
                self._drop(entry)
            try:
                self._raise_fault(fault)
                self._admit(state, operation)
                if unreadable is not None:
                    raise self._invalid(operation, unreadable)
                self._check(operation, parameters)
            except ServiceException as error:
                answer = self.serialized(ActionResult(error))
            else:
                self.params = parameters
                answer = super().call_action()
            if fault is FaultKind.DROP_AFTER_EFFECT:
                self._drop(entry)
            return _note_outcome(entry, answer)

    def _operation(self) -> OperationModel:
        model: ServiceModel = get_service_model(self.boto3_service_name)
        return cast(OperationModel, model.operation_model(self._get_action()))

    def _read(self, operation: OperationModel) -> tuple[dict[str, Any], str | None]:
        try:
            return request_parameters(operation, self.normalized_request, self.uri_match), None
        except UnreadableRequest as error:
            return {}, str(error)

    def _entry(self, state: ConnectState, operation: OperationModel, parameters: dict[str, Any]) -> JournalEntry:
        return JournalEntry(
            time=state.clock.now(),
            service=self.boto3_service_name,
            account_id=self.current_account,
            region_name=self.region,
            operation=str(operation.name),
            parameters=parameters,
        )

    def _admit(self, state: ConnectState, operation: OperationModel) -> None:
        throttle = state.settings.throttle
        if throttle is None:
            throttle = self.normalized_request.from_wsgi_server
        if throttle and self.is_throttled:
            state.throttle.admit(self.current_account, self.region, str(operation.name))

    def _check(self, operation: OperationModel, parameters: dict[str, Any]) -> None:
        problems = problems_of(parameters, operation.input_shape, str(operation.name))
        if problems:
            raise self._invalid(operation, "; ".join(problems))

    def _invalid(self, operation: OperationModel, message: str) -> ServiceException:
        modelled = {shape.name for shape in operation.error_shapes}
        error = next(error for error in self.invalid_errors if error.code in modelled)
        return error(message)

    def _raise_fault(self, fault: FaultKind | None) -> None:
        if fault in self.fault_errors:
            raise self.fault_errors[fault](f"{fault.replace('_', ' ')}, as it was asked for")

    def _drop(self, entry: JournalEntry) -> None:
        """Let the caller see a broken connection, as each way of being called shows it."""
        entry.error_code = CONNECTION_DROPPED
        if self.normalized_request.from_wsgi_server:
            # Without this, a server that keeps connections alive would leave the caller waiting.
            connection = self.normalized_request.environ.get("werkzeug.socket")
            if connection is not None:
                connection.shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError(f"{entry.operation}: the answer is dropped on request")
        raise ConnectionClosedError(endpoint_url=self.uri)


def _note_outcome(entry: JournalEntry, answer: TYPE_RESPONSE) -> TYPE_RESPONSE:
    status, headers, _ = answer
    names = {name.lower(): str(value) for name, value in headers.items()}
    entry.status_code = int(status)
    entry.error_code = names.get("x-amzn-errortype")
    return answer
