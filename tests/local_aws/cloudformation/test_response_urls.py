import json
import re
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def put(url: str, body: bytes = b"{}") -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, method="PUT"), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_it_has_the_shape_of_s3s_and_the_moment_of_signing(stack: RecordingStack) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    stack.create({"A": stack.resource(Name="a")})
    (request,) = stack.requests()
    url = urlsplit(request["ResponseURL"])
    query = {name: value for name, (value,) in parse_qs(url.query).items()}
    assert re.fullmatch(r"\d{8}T\d{6}Z", query["X-Amz-Date"])
    signed = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert before <= signed <= datetime.now(UTC)
    assert query["X-Amz-Expires"] == "7200"
    assert set(query) == {
        *("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date"),
        *("X-Amz-Expires", "X-Amz-Signature", "X-Amz-SignedHeaders"),
    }
    assert url.path.endswith(f"%7CA%7C{request['RequestId']}")


def moments(stack: RecordingStack) -> list[str]:
    return [parse_qs(urlsplit(request["ResponseURL"]).query)["X-Amz-Date"][0] for request in stack.requests()]


def test_two_requests_to_one_resource_are_signed_apart(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")})
    for size in range(3):
        stack.update({"A": stack.resource(Name="a", Size=size)})
    assert len(set(moments(stack))) == 4
    assert moments(stack) == sorted(moments(stack))


def test_they_may_be_signed_in_the_same_second(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")}, signing_moments="real")
    for size in range(12):
        stack.update({"A": stack.resource(Name="a", Size=size)})
    assert len(set(moments(stack))) < 13


def test_the_first_answer_counts_and_s3_takes_all(local_aws: LocalAws, stack: RecordingStack) -> None:
    assert stack.create({"A": stack.resource(Name="a")}) == "CREATE_COMPLETE"
    (request,) = stack.requests()
    assert put(request["ResponseURL"], b'{"Status": "FAILED"}') == 200
    answers = local_aws.running.control.answers(request["StackId"])
    assert [(answer["request_type"], answer["status_code"], answer["heard"]) for answer in answers] == [
        ("Create", 200, True),
        ("Create", 200, False),
    ]
    assert json.loads(answers[0]["body"])["PhysicalResourceId"] == "a"
    assert stack.resources() == {"A": ("a", "CREATE_COMPLETE")}


def test_it_expires(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")}, response_url_seconds="1")
    (request,) = stack.requests()
    assert put(request["ResponseURL"]) == 200
    time.sleep(2.1)
    assert put(request["ResponseURL"]) == 403


def test_it_can_not_be_forged(stack: RecordingStack) -> None:
    stack.create({"A": stack.resource(Name="a")})
    (request,) = stack.requests()
    assert put(request["ResponseURL"][:-1]) == 403


@pytest.mark.parametrize(("padding", "status"), [(3000, "CREATE_COMPLETE"), (4096, "ROLLBACK_COMPLETE")])
def test_an_answer_over_4096_bytes_is_a_failure(stack: RecordingStack, padding: int, status: str) -> None:
    assert stack.create({"A": stack.resource(Name="a", Padding=padding)}) == status


def test_a_physical_id_has_at_most_1024_bytes(stack: RecordingStack) -> None:
    assert stack.create({"A": stack.resource(Name="a" * 1025)}) == "ROLLBACK_COMPLETE"
    assert stack.reasons("CREATE_FAILED")["A"] == "Invalid PhysicalResourceId"
