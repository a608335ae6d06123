"""The scanner finds each kind of secret, and nothing in what the functions may write."""

import json

import pytest

from tests.security.secrets_in_logs import secrets_in

TOKEN = "0f0e8c0a-6b1e-5d0e-8a43-6d1f5a2a7c11"
CLOUDFORMATION = "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/arn%3Aaws%3Acloudformation"


@pytest.mark.parametrize(
    "leaked",
    [
        json.dumps({"RequestType": "Create", "ResponseURL": f"{CLOUDFORMATION}?X-Amz-Date=1"}),
        json.dumps(json.dumps({"ResponseURL": CLOUDFORMATION})),
        "{'RequestType': 'Create', 'ResponseURL': 'http://127.0.0.1:4566/_local_aws/cloudformation-response/x'}",
        "PUT http://127.0.0.1:4566/_local_aws/cloudformation-response/5f0c",
        f"{CLOUDFORMATION}?AWSAccessKeyId=x&Signature=abc",
        f"{CLOUDFORMATION}?X-Amz-Signature=abc",
        "Authorization: AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/connect/aws4_request",
        "key ASIAIOSFODNN7EXAMPLE in use",
        "environ({'AWS_SECRET_ACCESS_KEY': 'local'})",
        '{"credentials":{"secretAccessKey":"x"}}',
        "x-amz-security-token: IQoJb3JpZ2luX2VjE",
        f'{{"message": "ClaimPhoneNumber", "ClientToken": "{TOKEN}"}}',
    ],
)
def test_a_leak_is_found(leaked: str) -> None:
    [found, *_] = secrets_in(["START RequestId: 1", leaked, "END RequestId: 1"], [TOKEN])
    assert leaked in found


@pytest.mark.parametrize(
    "harmless",
    [
        '[provider-framework] onEventHandler {\n  "RequestType": "Create",\n  "ResponseURL": "..."\n}',
        "[provider-framework] submit response to cloudformation http://127.0.0.1//_local_aws/cloudformation-response/x?***",
        '{"level": "INFO", "message": "Not complete", "why": "+12065550100 was requested"}',
        "Task timed out after 60.00 seconds",
    ],
)
def test_what_may_be_written(harmless: str) -> None:
    assert secrets_in([harmless], [TOKEN]) == []
