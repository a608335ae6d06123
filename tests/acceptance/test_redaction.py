"""Nothing that must not be known is left in what is recorded, wherever in a call it stood."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from acceptance.recording.cassette import Answer, Cassette, Moment
from acceptance.recording.redactor import MESSAGE_MEMBERS, Redactor

CONNECT = botocore.session.Session().get_service_model("connect")
OPERATIONS = [
    "SearchAvailablePhoneNumbers",
    "ClaimPhoneNumber",
    "DescribePhoneNumber",
    "ListPhoneNumbersV2",
    "BatchGetFlowAssociation",
    "TagResource",
    "DescribeInstance",
]

digits = st.sampled_from("0123456789")
SECRETS = {
    "account id": st.text(digits, min_size=12, max_size=12),
    "id": st.uuids().map(str),
    # Letters that begin no word of the service's, so that what is found is the secret and nothing else.
    "alias": st.from_regex(r"zq[a-z]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True),
    "name": st.from_regex(r"Zq[a-zäöüé]{1,8}( Zq[a-z]{1,5})?", fullmatch=True),
    "e-mail address": st.from_regex(r"zq[a-z]{1,8}@zq[a-z]{1,8}\.com", fullmatch=True),
    "phone number": st.from_regex(r"\+[1-9][0-9]{9,13}", fullmatch=True),
    "access key": st.from_regex(r"AKIA[A-Z2-7]{16}", fullmatch=True),
    "token": st.from_regex(r"zq[A-Za-z0-9+/]{20,40}={0,2}", fullmatch=True),
}
WORDS = st.sampled_from(["User", "is not authorized", "Phone number not available", "was not found", "for", "in"])


@st.composite
def texts(draw: DrawFn, secrets: list[str]) -> str:
    """Data with a secret in it: bare, in an ARN, or with something around it."""
    one, other = draw(st.sampled_from(secrets)), draw(st.sampled_from(secrets))
    return draw(
        st.sampled_from(
            [
                one,
                f"arn:aws:connect:us-east-1:123456789012:instance/{one}/contact-flow/{other}",
                f"arn:aws:sts::123456789012:assumed-role/{one}/{other}".replace(" ", ""),
                f"{one} ({other})",
            ]
        )
    )


@st.composite
def messages(draw: DrawFn, secrets: list[str]) -> str:
    """A text for people, secrets among its words."""
    parts = draw(st.lists(st.one_of(WORDS, st.sampled_from(secrets)), min_size=1, max_size=6))
    left, right = draw(st.sampled_from([("", ""), ("'", "'"), ("(", ")."), ("", ":"), ("id=", ","), ("[", "]")]))
    return " ".join(f"{left}{part}{right}" if part in secrets else part for part in parts)


@st.composite
def values(draw: DrawFn, shape: Shape | None, secrets: list[str], member: str = "") -> Any:
    """Something that fits a shape, with secrets wherever the model enumerates nothing."""
    if isinstance(shape, StructureShape):
        return {name: draw(values(inner, secrets, name)) for name, inner in shape.members.items()}
    if isinstance(shape, ListShape):
        return [draw(values(shape.member, secrets, member))]
    if isinstance(shape, MapShape):
        return {draw(texts(secrets)): draw(values(shape.value, secrets))}
    assert shape is not None
    if shape.type_name == "string":
        enumerated = shape.metadata.get("enum")
        if enumerated and draw(st.booleans()):
            return draw(st.sampled_from(enumerated))
        return draw(messages(secrets) if member in MESSAGE_MEMBERS else texts(secrets))
    plain = {"timestamp": datetime(2026, 1, 1, tzinfo=UTC), "boolean": True, "integer": 5}
    return plain[shape.type_name]


@st.composite
def recorded(draw: DrawFn) -> tuple[list[str], list[Cassette]]:
    """Secrets, and calls that are full of them."""
    secrets = [draw(strategy) for strategy in SECRETS.values()]
    cassettes = []
    for operation in draw(st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=3)):
        model = CONNECT.operation_model(operation)
        answers = (
            Answer(0.0, 200, draw(values(model.output_shape, secrets)) if model.output_shape else {}),
            Answer(1.0, 400, None, "InvalidParameterException", draw(messages(secrets))),
        )
        request = draw(values(model.input_shape, secrets))
        cassettes.append(Cassette(Moment.BEFORE, operation, request, answers))
    # Each of them is data somewhere, if only in the last call; the messages before it may name it already.
    tags = {f"key {number}": secret for number, secret in enumerate(secrets)}
    cassettes.append(Cassette(Moment.CREATED, "TagResource", {"resourceArn": secrets[0], "tags": tags}, ()))
    return secrets, cassettes


def redactor() -> Redactor:
    def operation_model(name: str) -> OperationModel:
        return CONNECT.operation_model(name)

    return Redactor(operation_model)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *strings(item))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


@given(recorded())
@settings(max_examples=60, deadline=None)
def test_no_secret_survives(secrets_and_cassettes: tuple[list[str], list[Cassette]]) -> None:
    secrets, cassettes = secrets_and_cassettes
    redacted = [text for cassette in redactor().redact(cassettes) for text in strings(cassette.to_json())]
    for secret in secrets:
        # Words of a name are secrets of their own.
        for part in {secret, *secret.split()}:
            assert not [text for text in redacted if part in text]


TELLING = ("account id", "id", "e-mail address", "phone number")
"""Secrets that show what they are, so that a message may have them and nothing else does."""


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_secret_survives_in_a_message_that_alone_has_it(data: st.DataObject) -> None:
    secrets = [data.draw(SECRETS[kind]) for kind in TELLING]
    secrets.append(f"arn:aws:sts::123456789012:assumed-role/{data.draw(SECRETS['name']).replace(' ', '')}/zqsomebody")
    message = redactor().message(data.draw(messages(secrets)))
    assert not [secret for secret in (*secrets, "zqsomebody", "123456789012") if secret in message]


@given(recorded())
@settings(max_examples=50, deadline=None)
def test_the_same_calls_become_the_same_and_keep_their_members(
    secrets_and_cassettes: tuple[list[str], list[Cassette]],
) -> None:
    _, cassettes = secrets_and_cassettes
    first, again = redactor().redact(cassettes), redactor().redact(cassettes)
    assert first == again
    for before, after in zip(cassettes, first, strict=True):
        assert before.request.keys() == after.request.keys()
        assert [answer.http_status for answer in before.answers] == [answer.http_status for answer in after.answers]


def test_a_value_has_one_placeholder_wherever_it_stands() -> None:
    number_id = "0a1b2c3d-0000-4000-8000-123456789abc"
    arn = f"arn:aws:connect:us-east-1:210987654321:phone-number/{number_id}"
    ours = redactor()
    ours.name(number_id, "phone-number-id")
    described = Answer(0.0, 404, None, "ResourceNotFoundException", f"No phone number {number_id} for 210987654321.")
    found = ours.redact([Cassette(Moment.BEFORE, "DescribePhoneNumber", {"PhoneNumberId": arn}, (described,))])[0]
    assert found.request == {"PhoneNumberId": "arn:aws:connect:us-east-1:<account-id-1>:phone-number/<phone-number-id>"}
    assert found.answers[0].error_message == "No phone number <phone-number-id> for <account-id-1>."


def test_what_the_service_enumerates_and_its_words_stay() -> None:
    summary = {
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberStatus": {"Status": "FAILED", "Message": "The limit of claimed numbers was reached."},
        "Tags": {"connect-phone-number:claim-id": "claim-1"},
    }
    answer = Answer(0.0, 200, {"ClaimedPhoneNumberSummary": summary})
    request = {"PhoneNumberId": "x"}
    redacted = redactor().redact([Cassette(Moment.BEFORE, "DescribePhoneNumber", request, (answer,))])[0]
    assert redacted.answers[0].response == {
        "ClaimedPhoneNumberSummary": {
            **summary,
            "Tags": {"connect-phone-number:claim-id": "<text-2>"},
        }
    }
    assert re.fullmatch("<text-1>", redacted.request["PhoneNumberId"])
