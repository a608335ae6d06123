"""The answer to CloudFormation."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.aws.cloud_formation import RESPONSE_BYTES, Answer, HttpsResponses
from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.properties.event import Event, is_response_url

STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/" + "s" * 128 + "/5d3a1c60-0000-11ee-8c99-0242ac120002"
EVENT = Event("Create", "request", STACK_ID, "Support", "Custom::ConnectPhoneNumber", "", {}, {})
DATA = {"PhoneNumber": "+12065550100", "PhoneNumberArn": "arn:aws:connect:us-east-1:123456789012:phone-number/n"}


def test_a_success_has_the_attributes() -> None:
    body = json.loads(Answer("SUCCESS", DATA["PhoneNumberArn"], data=DATA).body(EVENT))
    assert body == {
        "Status": "SUCCESS",
        "Reason": "SUCCESS",
        "PhysicalResourceId": DATA["PhoneNumberArn"],
        "StackId": STACK_ID,
        "RequestId": "request",
        "LogicalResourceId": "Support",
        "Data": DATA,
    }


@given(st.text(max_size=6000), st.booleans())
def test_no_answer_is_longer_than_cloudformation_takes(reason: str, with_data: bool) -> None:
    body = Answer("FAILED", "x" * 200, reason, DATA if with_data else {}).body(EVENT)
    assert len(body) <= RESPONSE_BYTES
    assert json.loads(body)["Status"] == "FAILED"


def test_a_long_reason_is_cut_and_a_short_one_is_not() -> None:
    assert json.loads(Answer("FAILED", "x", "é" * 5000).body(EVENT))["Reason"].endswith("…")
    assert json.loads(Answer("FAILED", "x", "No number.").body(EVENT))["Reason"] == "No number."


def test_an_answer_is_recorded_and_read_again() -> None:
    answer = Answer("FAILED", "x", "why", DATA)
    assert Answer.from_record(answer.recorded()) == answer


class _Bucket(BaseHTTPRequestHandler):
    status = 200
    received: ClassVar[list[tuple[str, bytes, str | None]]] = []

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((self.path, body, self.headers.get("Content-Type")))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Bucket.received.clear()
    yield f"http://127.0.0.1:{server.server_port}/answer?X-Amz-Signature=secret"
    server.shutdown()
    server.server_close()


def test_an_answer_is_put_without_a_content_type_as_it_was_signed(url: str) -> None:
    _Bucket.status = 200
    assert HttpsResponses().put(url, b"{}")
    assert _Bucket.received == [("/answer?X-Amz-Signature=secret", b"{}", "")]


@pytest.mark.parametrize("status", [403, 404, 400])
def test_an_address_that_has_expired_takes_no_answer_any_more(url: str, status: int) -> None:
    _Bucket.status = status
    assert not HttpsResponses().put(url, b"{}")


@pytest.mark.parametrize("status", [500, 503, 429])
def test_an_answer_that_was_not_taken_is_put_again_and_no_word_names_the_address(url: str, status: int) -> None:
    _Bucket.status = status
    with pytest.raises(TryAgainLater, match=f"HTTP {status}") as error:
        HttpsResponses().put(url, b"{}")
    assert "secret" not in str(error.value)


def test_an_address_that_does_not_answer_is_tried_again_and_not_named() -> None:
    with pytest.raises(TryAgainLater) as error:
        HttpsResponses().put("http://127.0.0.1:9/answer?X-Amz-Signature=secret", b"{}")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x?y", True),
        ("http://127.0.0.1:4566/x", True),
        ("http://169.254.169.254/latest/meta-data", False),
        ("file:///etc/passwd", False),
        ("http://example.com/x", False),
        (None, False),
    ],
)
def test_only_https_or_this_very_machine_is_answered(url: object, is_allowed: bool) -> None:
    assert is_response_url(url) is is_allowed
