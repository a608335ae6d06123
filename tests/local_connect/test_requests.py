"""Requests that boto3 would not send."""

import json

import pytest


@pytest.fixture
def careless(connect):
    """A client that sends what it is given."""

    def send(operation: str, body: bytes | str | dict):
        def replace_body(request, **_):
            request.data = body if isinstance(body, bytes | str) else json.dumps(body)

        connect.meta.events.register(f"request-created.connect.{operation}", replace_body)
        return connect.claim_phone_number(PhoneNumber="+12065550142")

    return send


@pytest.mark.parametrize(
    "body",
    [
        {"PhoneNumber": "+12065550142", "Unknown": "x"},
        {"PhoneNumber": 12065550142},
        {"TargetArn": "x"},
        "[]",
        "not json",
    ],
    ids=str,
)
def test_a_request_that_does_not_fit_the_model_is_an_invalid_parameter(careless, connect, body) -> None:
    with pytest.raises(connect.exceptions.InvalidParameterException):
        careless("ClaimPhoneNumber", body)


def test_unknown_members_can_be_ignored(careless, connect, control, instance) -> None:
    control.configure({"unknown_members_refused": False})
    careless("ClaimPhoneNumber", {"PhoneNumber": "+12065550142", "InstanceId": instance.id, "Unknown": "x"})
    assert [number["phone_number"] for number in control.numbers()] == ["+12065550142"]
