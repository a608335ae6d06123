"""Numbers that were there before their stack."""

from __future__ import annotations

import pytest
from aws_cdk.assertions import Template

from constructs_lib import AdoptedPhoneNumber, ClaimedPhoneNumber, PhoneNumberValidationError

from .support import CONTACT_FLOW_ARN, INSTANCE_ARN, new_stack, number


def test_it_is_adopted() -> None:
    stack = new_stack()
    adopted = ClaimedPhoneNumber.adopt(
        stack,
        "Ported",
        target=INSTANCE_ARN,
        phone_number="+12065550100",
        description="Support",
        tags={"team": "support"},
        contact_flow=CONTACT_FLOW_ARN,
    )
    assert isinstance(adopted, AdoptedPhoneNumber)
    resource = number(Template.from_stack(stack), "Ported")
    del resource["Properties"]["ServiceToken"], resource["Properties"]["ServiceTimeout"]
    assert resource["Properties"] == {
        "TargetArn": INSTANCE_ARN,
        "PhoneNumber": "+12065550100",
        "PhoneNumberDescription": "Support",
        "ContactFlowArns": [CONTACT_FLOW_ARN],
        "Adopt": "true",
        "Tags": [{"Key": "team", "Value": "support"}],
    }
    # The handler gives it back, which it can't where CloudFormation does not ask it to.
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Delete", "Delete")


def test_it_is_released_only_where_that_is_asked_for() -> None:
    stack = new_stack()
    ClaimedPhoneNumber.adopt(stack, "Ported", target=INSTANCE_ARN, phone_number="+12065550100", release_on_delete=True)
    assert number(Template.from_stack(stack), "Ported")["Properties"]["ReleaseAdopted"] == "true"


def test_the_number_is_checked_like_any_other() -> None:
    with pytest.raises(PhoneNumberValidationError) as caught:
        ClaimedPhoneNumber.adopt(new_stack(), "Ported", target=INSTANCE_ARN, phone_number="206 555 0100")
    assert caught.value.codes == ("InvalidPhoneNumber",)
