"""Serving a call under control: the call is journalled, disturbed on request, throttled, and then served as usual."""

import socket
from typing import Any, ClassVar

from botocore.exceptions import ConnectionClosedError
from moto.core.common_types import TYPE_RESPONSE
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel
from moto.core.responses import ActionResult

from ..exceptions import AccessDeniedException, ConnectError, InternalServiceException, ThrottlingException
from ..models.state import state_lock
from ..responses.modelled_call import ModelledCall
from ..responses.request_parameters import UnreadableRequest, request_parameters
from .faults import FaultKind
from .journal import JournalEntry
from .state import ControlledState, controlled_state

CONNECTION_DROPPED = "ConnectionDropped"


class ServiceCall(ModelledCall):
    """Base of the responses of services under control."""

    is_throttled = True
    fault_errors: ClassVar[dict[FaultKind, type[ServiceException]]] = {
        FaultKind.THROTTLE: ThrottlingException,
        FaultKind.INTERNAL_ERROR: InternalServiceException,
        FaultKind.ACCESS_DENIED: AccessDeniedException,
    }
    """This service's errors for the faults that are errors."""

    def call_action(self) -> TYPE_RESPONSE:
        """Serve one request, one at a time."""
        with state_lock:
            state = controlled_state()
            state.mirror()
            operation = self._operation()
            entry = state.journal.begin(self._entry(state, operation))
            fault = state.faults.next_for(entry.operation, self.region)
            if fault is FaultKind.DROP_BEFORE_EFFECT:
                self._drop(entry)
            try:
                self._raise_fault(fault)
                self._admit(state, entry.operation)
            except ServiceException as error:
                answer = self.serialized(ActionResult(error))
            else:
                answer = super().call_action()
            if fault is FaultKind.DROP_AFTER_EFFECT:
                self._drop(entry)
            return _note_outcome(entry, answer)

    def _entry(self, state: ControlledState, operation: OperationModel) -> JournalEntry:
        return JournalEntry(
            time=state.clock.now(),
            service=self.boto3_service_name,
            account_id=self.current_account,
            region_name=self.region,
            operation=str(operation.name),
            parameters=self._readable_parameters(operation),
        )

    def _readable_parameters(self, operation: OperationModel) -> dict[str, Any]:
        try:
            return request_parameters(operation, self.normalized_request, self.uri_match)
        except UnreadableRequest:
            return {}

    def _admit(self, state: ControlledState, operation: str) -> None:
        throttle = state.settings.throttle
        if throttle is None:
            throttle = self.normalized_request.from_wsgi_server
        if throttle and self.is_throttled:
            state.throttle.admit(self.current_account, self.region, operation)

    def _raise_fault(self, fault: FaultKind | str | None) -> None:
        if isinstance(fault, FaultKind):
            if fault in self.fault_errors:
                raise self.fault_errors[fault](f"{fault.replace('_', ' ')}, as it was asked for")
        elif fault is not None:
            raise ConnectError(fault, "As it was asked for")

    def _drop(self, entry: JournalEntry) -> None:
        """Break the connection to the caller: in process by an exception, over HTTP by closing it."""
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
