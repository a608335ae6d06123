"""AWS::Connect::PhoneNumber, as the service's own handler does it: for comparison with ours."""

import secrets

from botocore.exceptions import ClientError

from local_aws.cloudformation.connect_types.client import (
    Properties,
    Provisioned,
    changed_names,
    connect_client,
    given,
    is_not_found,
    not_stabilized,
    tag_map,
    update_tags,
    wait_until,
)
from local_aws.cloudformation.resource_failure import ResourceFailure

TYPE = "AWS::Connect::PhoneNumber"
REPLACING = frozenset({"CountryCode", "Type", "Prefix"})
CANDIDATES = 30


def create(_logical_resource_id: str, properties: Properties, _stack_name: str) -> Provisioned:
    """Claim one of at most 30 numbers found, at random and without another try, and wait until it is CLAIMED."""
    candidates = _search(properties)
    if not candidates:
        raise ResourceFailure("No phone number is available for the given criteria. (HandlerErrorCode: NotFound)")
    claimed = connect_client().claim_phone_number(
        TargetArn=properties["TargetArn"],
        PhoneNumber=secrets.choice(candidates),
        **given(PhoneNumberDescription=properties.get("Description"), Tags=tag_map(properties)),
    )
    arn = claimed["PhoneNumberArn"]
    wait_until(lambda: _is_claimed(arn), arn, TYPE)
    return arn, _attributes(arn)


def update(physical_resource_id: str, old: Properties, new: Properties, stack_name: str) -> Provisioned:
    """Change target, description and tags in place; another country, type or prefix replaces the number."""
    changed = changed_names(old, new)
    if changed & REPLACING:
        return create("", new, stack_name)
    connect = connect_client()
    if "TargetArn" in changed:
        connect.update_phone_number(PhoneNumberId=physical_resource_id, TargetArn=new["TargetArn"])
        wait_until(lambda: _is_claimed(physical_resource_id), physical_resource_id, TYPE)
    if "Description" in changed:
        connect.update_phone_number_metadata(
            PhoneNumberId=physical_resource_id, PhoneNumberDescription=new.get("Description", "")
        )
        wait_until(lambda: _is_claimed(physical_resource_id), physical_resource_id, TYPE)
    update_tags(physical_resource_id, old, new)
    return physical_resource_id, _attributes(physical_resource_id)


def delete(physical_resource_id: str, _properties: Properties) -> None:
    """Release the number and wait until it is gone; one that is gone is no failure."""
    try:
        connect_client().release_phone_number(PhoneNumberId=physical_resource_id)
    except ClientError as error:
        if is_not_found(error):
            return
        raise
    wait_until(lambda: _is_gone(physical_resource_id), physical_resource_id, TYPE)


def _search(properties: Properties) -> list[str]:
    pages = (
        connect_client()
        .get_paginator("search_available_phone_numbers")
        .paginate(
            TargetArn=properties["TargetArn"],
            PhoneNumberCountryCode=properties["CountryCode"],
            PhoneNumberType=properties["Type"],
            **({"PhoneNumberPrefix": properties["Prefix"]} if "Prefix" in properties else {}),
            PaginationConfig={"MaxItems": CANDIDATES, "PageSize": 10},
        )
    )
    return [number["PhoneNumber"] for page in pages for number in page.get("AvailableNumbersList", [])]


def _is_claimed(arn: str) -> bool:
    status = connect_client().describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]
    if status["Status"] == "FAILED":
        raise not_stabilized(arn, TYPE)
    return status["Status"] == "CLAIMED"


def _is_gone(arn: str) -> bool:
    try:
        connect_client().describe_phone_number(PhoneNumberId=arn)
    except ClientError as error:
        if is_not_found(error):
            return True
        raise
    return False


def _attributes(arn: str) -> dict[str, str]:
    number = connect_client().describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
    return {"PhoneNumberArn": arn, "Address": number["PhoneNumber"]}
