"""Sending requests to Amazon Connect, and recording its answers."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.model import OperationModel

from .cassette import Answer, Cassette, JsonValue, Moment


@dataclass
class _Take:
    moment: Moment
    operation: str
    request: dict[str, JsonValue]
    began: float
    answers: list[Answer] = field(default_factory=list)


class Recorder:
    """Sends requests and keeps their answers. Threads may share a recorder."""

    def __init__(self, *clients: BaseClient) -> None:
        """Use these clients. Each request goes to the first client whose service has the operation."""
        self.moment = Moment.BEFORE
        self._clients = clients
        self._takes: list[_Take] = []
        self._lock = threading.Lock()

    def operation_model(self, operation: str) -> OperationModel:
        """The model of an operation."""
        model: OperationModel = self._client_of(operation).meta.service_model.operation_model(operation)
        return model

    @property
    def cassettes(self) -> list[Cassette]:
        """The cassettes so far, in the order of their first requests. They are not redacted."""
        with self._lock:
            return [Cassette(take.moment, take.operation, take.request, tuple(take.answers)) for take in self._takes]

    def call(self, operation: str, **request: JsonValue) -> dict[str, JsonValue]:
        """Call an operation by its name in the service's model. Returns the members of the response.

        Raises:
            ClientError: the service refused the request. The error is recorded too.
        """
        moment = self.moment
        try:
            response: dict[str, JsonValue] = getattr(self._client_of(operation), xform_name(operation))(**request)
        except ClientError as error:
            problem = error.response["Error"]
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            said = Answer(0.0, status, error_code=problem["Code"], error_message=problem["Message"])
            self._note(moment, operation, request, said)
            raise
        status = response.pop("ResponseMetadata")["HTTPStatusCode"]
        self._note(moment, operation, request, Answer(0.0, status, response))
        return response

    def _client_of(self, operation: str) -> BaseClient:
        return next(client for client in self._clients if operation in client.meta.service_model.operation_names)

    def _note(self, moment: Moment, operation: str, request: dict[str, JsonValue], said: Answer) -> None:
        with self._lock:
            take = self._take(moment, operation, request)
            answer = replace(said, after_seconds=round(time.monotonic() - take.began, 1))
            if not take.answers or not answer.is_same_as(take.answers[-1]):
                take.answers.append(answer)

    def _take(self, moment: Moment, operation: str, request: dict[str, JsonValue]) -> _Take:
        for take in self._takes:
            if (take.moment, take.operation, take.request) == (moment, operation, request):
                return take
        self._takes.append(_Take(moment, operation, request, time.monotonic()))
        return self._takes[-1]
