"""Every error that the model has for an operation on phone numbers can be had, with its status and members."""

import uuid

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from moto.core.utils import get_service_model

MODEL = get_service_model("connect")
OPERATIONS = sorted(
    name for name in MODEL.operation_names if "PhoneNumber" in name or name == "BatchGetFlowAssociation"
)
ON_REQUEST = {"AccessDeniedException", "InternalServiceException", "ThrottlingException"}
"""What a customer can't cause by a request."""
NUMBER = "+12065550142"


def errors_of(operation: str) -> dict[str, int]:
    """The errors that the model has for an operation, with their HTTP statuses."""
    shapes = MODEL.operation_model(operation).error_shapes
    return {shape.name: shape.metadata["error"]["httpStatusCode"] for shape in shapes}


def minimal(operation: str) -> dict:
    """What botocore lets pass."""
    shape = MODEL.operation_model(operation).input_shape
    samples = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID", "ResourceIds": ["x"], "PhoneNumber": NUMBER}
    return {name: samples.get(name, "x") for name in shape.required_members}


@pytest.mark.parametrize(
    ("operation", "error"), [(operation, error) for operation in OPERATIONS for error in errors_of(operation)]
)
def test_on_request(connect, control, operation: str, error: str) -> None:
    control.inject_fault(operation, error)
    with pytest.raises(ClientError) as raised:
        getattr(connect, xform_name(operation))(**minimal(operation))
    assert raised.value.response["Error"]["Code"] == error
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == errors_of(operation)[error]


def test_an_error_that_the_operation_does_not_have_is_refused(control) -> None:
    with pytest.raises(ValueError, match="DescribePhoneNumber has no ResourceInUseException; there are throttle"):
        control.inject_fault("DescribePhoneNumber", "ResourceInUseException")


REQUESTS = {
    ("SearchAvailablePhoneNumbers", "InvalidParameterException"): {"TargetArn": "none"},
    ("ClaimPhoneNumber", "InvalidParameterException"): {"TargetArn": "none"},
    ("ClaimPhoneNumber", "ResourceNotFoundException"): {"InstanceId": "none"},
    ("ClaimPhoneNumber", "IdempotencyException"): {"InstanceId": "{instance}", "ClientToken": "{claimed}"},
    ("ImportPhoneNumber", "InvalidParameterException"): {
        "InstanceId": "{instance}",
        "SourcePhoneNumberArn": "{source}",
    },
    ("ImportPhoneNumber", "ResourceNotFoundException"): {"InstanceId": "{instance}"},
    ("ImportPhoneNumber", "IdempotencyException"): {"InstanceId": "{instance}", "ClientToken": "imported"},
    ("DescribePhoneNumber", "InvalidParameterException"): {"PhoneNumberId": "{instance_arn}"},
    ("DescribePhoneNumber", "ResourceNotFoundException"): {"PhoneNumberId": "none"},
    ("ReleasePhoneNumber", "InvalidParameterException"): {"PhoneNumberId": "{instance_arn}"},
    ("ReleasePhoneNumber", "ResourceNotFoundException"): {"PhoneNumberId": "none"},
    ("ReleasePhoneNumber", "ResourceInUseException"): {"PhoneNumberId": "{busy}"},
    ("ReleasePhoneNumber", "IdempotencyException"): {"PhoneNumberId": "{busy}", "ClientToken": "released"},
    ("UpdatePhoneNumber", "InvalidParameterException"): {"PhoneNumberId": "{idle}", "TargetArn": "none"},
    ("UpdatePhoneNumber", "ResourceNotFoundException"): {"PhoneNumberId": "none", "InstanceId": "{instance}"},
    ("UpdatePhoneNumber", "ResourceInUseException"): {"PhoneNumberId": "{busy}", "InstanceId": "{instance}"},
    ("UpdatePhoneNumber", "IdempotencyException"): {
        "PhoneNumberId": "{busy}",
        "InstanceId": "{instance}",
        "ClientToken": "moved",
    },
    ("UpdatePhoneNumberMetadata", "InvalidParameterException"): {"PhoneNumberId": "{instance_arn}"},
    ("UpdatePhoneNumberMetadata", "ResourceNotFoundException"): {"PhoneNumberId": "none"},
    ("UpdatePhoneNumberMetadata", "ResourceInUseException"): {"PhoneNumberId": "{busy}"},
    ("UpdatePhoneNumberMetadata", "IdempotencyException"): {"PhoneNumberId": "{busy}", "ClientToken": "described"},
    ("ListPhoneNumbers", "InvalidParameterException"): {"InstanceId": "{instance}", "NextToken": "forged"},
    ("ListPhoneNumbers", "ResourceNotFoundException"): {"InstanceId": "none"},
    ("ListPhoneNumbersV2", "InvalidParameterException"): {"NextToken": "forged"},
    ("ListPhoneNumbersV2", "ResourceNotFoundException"): {"InstanceId": "none"},
    ("AssociatePhoneNumberContactFlow", "InvalidParameterException"): {
        "PhoneNumberId": "{busy}",
        "InstanceId": "{instance}",
        "ContactFlowId": "x",
    },
    ("AssociatePhoneNumberContactFlow", "ResourceNotFoundException"): {
        "PhoneNumberId": "none",
        "InstanceId": "{instance}",
        "ContactFlowId": "x",
    },
    ("DisassociatePhoneNumberContactFlow", "InvalidParameterException"): {
        "PhoneNumberId": "{instance_arn}",
        "InstanceId": "{instance}",
    },
    ("DisassociatePhoneNumberContactFlow", "ResourceNotFoundException"): {
        "PhoneNumberId": "{idle}",
        "InstanceId": "{instance}",
    },
    ("BatchGetFlowAssociation", "InvalidParameterException"): {"InstanceId": "{instance}", "ResourceIds": ["x"] * 101},
    ("BatchGetFlowAssociation", "ResourceNotFoundException"): {"InstanceId": "none"},
}
NOT_KNOWN = {
    ("ListPhoneNumbers", "InvalidRequestException"),
    ("UpdatePhoneNumberMetadata", "InvalidRequestException"),
    ("BatchGetFlowAssociation", "InvalidRequestException"),
}
"""Nothing says which requests these are for. They can be had on request only."""


def test_every_modelled_error_is_listed() -> None:
    expected = {
        (operation, error) for operation in OPERATIONS for error in errors_of(operation) if error not in ON_REQUEST
    }
    assert set(REQUESTS) | NOT_KNOWN == expected


@pytest.fixture
def names(connect, control, instance, claim) -> dict[str, str]:
    """What the requests name: a number that is idle, one that is busy, and tokens that were used."""
    claimed = str(uuid.uuid4())
    idle = claim(instance.arn, "+12065550143")
    another = claim(instance.arn, "+12065550144")
    connect.update_phone_number_metadata(PhoneNumberId=another, ClientToken="described")
    control.advance(10)
    connect.update_phone_number(PhoneNumberId=another, InstanceId=instance.id, ClientToken="moved")
    control.advance(10)
    connect.release_phone_number(PhoneNumberId=another, ClientToken="released")
    busy = connect.claim_phone_number(InstanceId=instance.id, PhoneNumber="+12065550145", ClientToken=claimed)
    source = control.request_source("+12065550999")
    connect.import_phone_number(InstanceId=instance.id, SourcePhoneNumberArn=source, ClientToken="imported")
    return {
        "instance": instance.id,
        "source": source,
        "instance_arn": instance.arn,
        "idle": idle,
        "busy": busy["PhoneNumberArn"],
        "claimed": claimed,
    }


@pytest.mark.parametrize(("operation", "error"), REQUESTS)
def test_by_a_request(connect, names, operation: str, error: str) -> None:
    given = REQUESTS[operation, error]
    request = {name: value.format(**names) if isinstance(value, str) else value for name, value in given.items()}
    with pytest.raises(ClientError) as raised:
        getattr(connect, xform_name(operation))(**{**minimal(operation), **request})
    assert raised.value.response["Error"]["Code"] == error
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == errors_of(operation)[error]
