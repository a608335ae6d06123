"""What the answers of AWS services mean."""

import logging

import pytest
from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import ignoring

REFUSED = ClientError({"Error": {"Code": "NoSuchResourceException", "Message": "There is none"}}, "GetServiceQuota")


def test_an_expected_refusal_is_logged_as_such_whether_the_call_reads_or_writes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO), ignoring("NoSuchResourceException"):
        raise REFUSED
    [record] = caplog.records
    assert record.message == "An expected error of the service"


def test_an_error_that_is_not_expected_is_raised() -> None:
    with pytest.raises(ClientError), ignoring("ResourceInUseException"):
        raise REFUSED
