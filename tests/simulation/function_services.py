"""The function's `Services`, made of doubles. No other module of the tests makes them."""

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError
from urllib3.exceptions import ProtocolError

from connect_phone_numbers.aws.cloud_formation import HttpsResponses
from connect_phone_numbers.aws.services import Executions, Services, Settings
from connect_phone_numbers.ledger.table_creation import LedgerMaker
from local_aws.cloudtrail.responses import CloudTrailResponse
from local_aws.service_quotas.responses import ServiceQuotasResponse
from tests.simulation.cloudformation import CloudFormation
from tests.simulation.direct_client import DirectClient
from tests.simulation.invocation import Invocation
from tests.simulation.ledger_table import LedgerTable
from tests.simulation.remote_call import ANSWER, CLOUDFORMATION, EVENTS, STACKS, STEP_FUNCTIONS, RemoteCall
from tests.simulation.remote_calls import RemoteCalls
from tests.simulation.state_machine import ExecutionAlreadyExistsError, InvalidNameError, StateMachine
from tests.simulation.table_control import TableControl
from tests.simulation.timeline import Timeline

REGION = "us-east-1"


class FunctionServices:
    """The doubles behind the function's services."""

    def __init__(
        self,
        timeline: Timeline,
        calls: RemoteCalls,
        tables: tuple[LedgerTable, TableControl],
        cloudformation: CloudFormation,
        settings: Settings,
    ) -> None:
        self.settings = settings
        self.skew: Callable[[str], float] = lambda holder: 0.0
        """Gives by how many seconds the clock of an invocation is fast."""
        self.state_machine: StateMachine | None = None
        self.stacks: Any = None
        """Answers questions about stacks, as CloudFormation's client does."""
        self.events: list[dict[str, Any]] = []
        """The events that the function put on the event bus."""
        self._timeline = timeline
        self._calls = calls
        self._table, self._table_control = tables
        self._cloudformation = cloudformation
        self._clients: dict[str, DirectClient] = {}
        self._service_quotas = DirectClient(REGION, calls, ServiceQuotasResponse)
        self._cloud_trail = DirectClient(REGION, calls, CloudTrailResponse)

    def connect_in(self, region: str) -> Any:
        """A client of Amazon Connect; "" for the function's own Region."""
        region = region or REGION
        if region not in self._clients:
            self._clients[region] = DirectClient(region, self._calls)
        return self._clients[region]

    def services(self) -> Services:
        """The services of one invocation."""
        table: Any = self._table
        service_quotas: Any = self._service_quotas
        cloud_trail: Any = self._cloud_trail
        control: Any = self._table_control
        maker = LedgerMaker(control, self.settings.ledger_table_name, self.settings.ledger_key_arn)
        return Services(
            table=table,
            connect_in=self.connect_in,
            service_quotas=service_quotas,
            cloud_trail=cloud_trail,
            executions=Executions(self._step_functions(), "arn:of:the:state:machine"),
            responses=self.responses(),
            make_ledger=maker.make if self.settings.makes_ledger else maker.require,
            clock=self.clock,
            sleep=self.sleep,
            settings=self.settings,
            event_bridge=self._event_bridge(),
            cloudformation=self._cloudformation_client(),
        )

    def responses(self) -> HttpsResponses:
        """The connection to the ResponseURLs of CloudFormation."""
        responses = HttpsResponses()
        responses._pool = SimpleNamespace(request=self._put)  # type: ignore[assignment]
        return responses

    def clock(self) -> float:
        """The time by the clock of the invocation that calls this."""
        invocation = Invocation.current()
        return self._timeline.now() + (self.skew(invocation.holder) if invocation else 0.0)

    def sleep(self, seconds: float) -> None:
        """Sleep. The invocation is killed if its time is up meanwhile."""
        self._timeline.sleep(seconds)
        invocation = Invocation.current()
        if invocation is not None:
            invocation.require_alive(self._timeline.now())

    def start_execution(self, stateMachineArn: str, name: str, input: str) -> Mapping[str, Any]:
        """StartExecution of Step Functions' client, without the remote call."""
        assert self.state_machine is not None
        try:
            self.state_machine.start(name, input)
        except (ExecutionAlreadyExistsError, InvalidNameError) as refused:
            told: Any = {
                "Error": {"Code": type(refused).__name__.removesuffix("Error"), "Message": str(refused)},
                "ResponseMetadata": {"HTTPStatusCode": 400},
            }
            raise ClientError(told, "StartExecution") from refused
        return {"executionArn": f"{stateMachineArn}:{name}"}

    def _step_functions(self) -> Any:
        def start(**parameters: Any) -> Mapping[str, Any]:
            call = RemoteCall(STEP_FUNCTIONS, "StartExecution", REGION, parameters)
            return self._calls.send(call, partial(self.start_execution, **parameters))

        return SimpleNamespace(start_execution=start)

    def _event_bridge(self) -> Any:
        def put(Entries: list[dict[str, Any]]) -> Mapping[str, Any]:
            assert len(Entries) <= 10
            call = RemoteCall(EVENTS, "PutEvents", REGION, {"Entries": Entries})
            return self._calls.send(call, lambda: self.events.extend(Entries) or {"FailedEntryCount": 0})

        return SimpleNamespace(put_events=put)

    def _cloudformation_client(self) -> Any:
        def describe(**parameters: str) -> Mapping[str, Any]:
            call = RemoteCall(STACKS, "DescribeStackResource", REGION, parameters)
            return self._calls.send(call, lambda: self.stacks.describe_stack_resource(**parameters))

        return SimpleNamespace(describe_stack_resource=describe)

    def _put(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Any:
        """The request method of the connection to Amazon S3."""
        assert (method, headers) == ("PUT", {"Content-Type": ""}), "the signature covers these"
        call = RemoteCall(CLOUDFORMATION, ANSWER, REGION, {"body": body})
        try:
            return SimpleNamespace(status=self._calls.send(call, lambda: self._cloudformation.put(url, body)))
        except ClientError as error:
            return SimpleNamespace(status=error.response["ResponseMetadata"]["HTTPStatusCode"])
        except (HTTPClientError, NoConnectionError) as error:
            raise ProtocolError(str(error)) from error
