"""The numbers of an account and Region, as Amazon Connect tells them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code
from connect_phone_numbers.model.phone_number import PhoneNumber

from ..aws.aws import Aws
from ..output.progress import counted, working

if TYPE_CHECKING:
    from mypy_boto3_connect.type_defs import ListPhoneNumbersSummaryTypeDef


def number_json(number: PhoneNumber) -> dict[str, Any]:
    """What `--json` shows of a number in every command."""
    return {
        "phone_number": number.phone_number,
        "phone_number_id": number.phone_number_id,
        "phone_number_arn": number.phone_number_arn,
        "country_code": number.country_code,
        "phone_number_type": number.number_type,
        "target_arn": number.target_arn,
    }


def list_numbers(aws: Aws) -> list[ListPhoneNumbersSummaryTypeDef]:
    """Every number, by number; without status and tags."""
    paginator = aws.connect().get_paginator("list_phone_numbers_v2")
    with working("Listing the phone numbers"):
        pages = paginator.paginate(PaginationConfig={"PageSize": 1000})
        found = [summary for page in pages for summary in page["ListPhoneNumbersSummaryList"]]
    return sorted(found, key=lambda summary: summary["PhoneNumber"])


def describe_numbers(aws: Aws, summaries: Iterable[ListPhoneNumbersSummaryTypeDef]) -> list[PhoneNumber]:
    """The numbers with their status and tags: a call each, 2 per second. A number that is gone by now is left out."""
    described = [
        describe_number(aws, summary["PhoneNumberArn"])
        for summary in counted(list(summaries), "Describing the phone numbers")
    ]
    return [number for number in described if number is not None]


def describe_number(aws: Aws, phone_number: str) -> PhoneNumber | None:
    """A number by its id or ARN; None where there is none."""
    try:
        answer = aws.connect().describe_phone_number(PhoneNumberId=phone_number)
    except ClientError as error:
        if error_code(error) == "ResourceNotFoundException":
            return None
        raise
    return PhoneNumber.from_summary(answer["ClaimedPhoneNumberSummary"])
