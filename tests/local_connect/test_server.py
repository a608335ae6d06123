"""The same over HTTP, with the control."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import botocore.exceptions
import pytest
from botocore.config import Config
from moto import mock_aws
from moto.server import ThreadedMotoServer
from werkzeug.serving import make_server

from local_aws.connect import ControlClient, ControlError
from local_aws.connect.server import application

from .answers import check_every_answer
from .conftest import SESSION

NO_RETRIES = Config(retries={"total_max_attempts": 1})


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def moto_in_process() -> None:
    """Not here: the calls go to the server."""
    assert not mock_aws()._mocks_active


@pytest.fixture
def control(url: str) -> ControlClient:
    control = ControlClient(url)
    control.reset()
    control.configure({"settle_seconds": 10.0})
    return control


@pytest.fixture
def client_in(url: str, control: ControlClient):
    def client(region_name: str):
        client = SESSION.client("connect", region_name=region_name, endpoint_url=url, config=NO_RETRIES)
        check_every_answer(client)
        return client

    return client


def test_a_number_lives_and_goes(connect, control, group, claim) -> None:
    arn = claim(group.arn, Tags={"team": "support"})
    (number,) = control.numbers()
    assert (number["phone_number_arn"], number["status"], number["tags"]) == (arn, "CLAIMED", {"team": "support"})
    flow = connect.create_contact_flow(InstanceId=group.instance.id, Name="a", Type="CONTACT_FLOW", Content="{}")
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=arn, InstanceId=group.instance.id, ContactFlowId=flow["ContactFlowArn"]
    )
    assert control.numbers()[0]["flow_arns"] == {"us-east-1": flow["ContactFlowArn"]}
    connect.tag_resource(resourceArn=arn, tags={"stage": "test"})
    assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "support", "stage": "test"}
    connect.disassociate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=group.instance.id)
    connect.release_phone_number(PhoneNumberId=arn)
    control.advance(10)
    assert control.numbers() == []


def test_the_server_throttles_unless_told_otherwise(connect, control) -> None:
    # However slow the machine: two answers a second are allowed for ever, and these come faster.
    with ThreadPoolExecutor(10) as threads, pytest.raises(connect.exceptions.ThrottlingException):
        list(threads.map(lambda _: connect.list_phone_numbers_v2(), range(40)))
    control.configure({"throttle": False})
    connect.list_phone_numbers_v2()


def test_twenty_claims_of_one_number_at_once_have_one_winner(connect, control, instance) -> None:
    control.configure({"throttle": False})

    def try_to_claim(_: int) -> bool:
        try:
            connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550142")
        except connect.exceptions.InvalidParameterException:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(try_to_claim, range(20))) == 1
    assert len(control.numbers()) == 1


@pytest.mark.parametrize(("kind", "claimed"), [("drop_before_effect", 0), ("drop_after_effect", 1)])
def test_a_dropped_answer_is_a_closed_connection(connect, control, instance, kind, claimed) -> None:
    control.inject_fault("ClaimPhoneNumber", kind)
    with pytest.raises(botocore.exceptions.ConnectionClosedError):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550142")
    assert len(control.numbers()) == claimed


def test_service_quotas_are_served_too(url, control, instance) -> None:
    control.set_quota(instance.arn, 7)
    quotas = SESSION.client("service-quotas", region_name="us-east-1", endpoint_url=url)
    quota = quotas.get_service_quota(ServiceCode="connect", QuotaCode="L-8F812903", ContextId=instance.arn)["Quota"]
    assert quota["Value"] == 7


def test_a_refused_control_operation_says_why(url, control, instance) -> None:
    control.console_claim(instance.arn, "+12065550142")
    with pytest.raises(ControlError, match="claimed here"):
        control.hold("+12065550142")
    with pytest.raises(ControlError, match="not available"):
        control.console_claim(instance.arn, "+12065550142")
    with pytest.raises(ControlError, match="no such control operation"):
        control.perform("explode", {})
    with pytest.raises(ControlError, match="seconds"):
        control.perform("advance", {"hours": 1})
    with pytest.raises(ValueError, match="http://host:port"):
        ControlClient("127.0.0.1:4567")
    host = HTTPConnection(url.removeprefix("http://"))
    host.request("GET", "/_local_connect/numbers")
    assert host.getresponse().status == 405
    host.close()


def test_motos_own_server_serves_numbers_once_installed(control, instance, claim) -> None:
    arn = claim(instance.arn)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        _, port = server.get_host_and_port()
        client = SESSION.client("connect", region_name="us-east-1", endpoint_url=f"http://127.0.0.1:{port}")
        (number,) = client.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
        assert number["PhoneNumberArn"] == arn
    finally:
        server.stop()
