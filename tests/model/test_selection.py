"""Whether a number that is held is what the template asks for."""

import pytest

from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.model.selection import ExactPhoneNumber, ImportedPhoneNumber, PhoneNumberSearch, Selection

SOURCE = "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1"
ANY_US_DID = PhoneNumberSearch("US", "DID")
SEATTLE = PhoneNumberSearch("US", "DID", ("+1206", "+1425"))


@pytest.mark.parametrize(
    ("selection", "held", "satisfied"),
    [
        (ExactPhoneNumber("+12065550100"), ("+12065550100", "US", "DID"), True),
        (ExactPhoneNumber("+12065550100"), ("+12065550101", "US", "DID"), False),
        (ANY_US_DID, ("+12065550100", "US", "DID"), True),
        (ANY_US_DID, ("+14165550100", "CA", "DID"), False),
        (ANY_US_DID, ("+18005550100", "US", "TOLL_FREE"), False),
        (SEATTLE, ("+14255550100", "US", "DID"), True),
        (SEATTLE, ("+12125550100", "US", "DID"), False),
        (SEATTLE, ("+12065550100", "US", "DID", SOURCE), False),
        (ExactPhoneNumber("+12065550100"), ("+12065550100", "US", "DID", SOURCE), True),
        (ImportedPhoneNumber(SOURCE), ("+12065550100", "US", "DID", SOURCE), True),
        (ImportedPhoneNumber(SOURCE), ("+12065550100", "US", "DID"), False),
    ],
)
def test_is_satisfied_by(selection: Selection, held: tuple[str, ...], satisfied: bool) -> None:
    phone_number, country_code, number_type, *source = held
    number = PhoneNumber(phone_number, "", "", country_code, number_type, "", source_phone_number_arn="".join(source))
    assert selection.is_satisfied_by(number) is satisfied


def test_reads_well_in_a_message() -> None:
    assert str(SEATTLE) == "DID number in US with prefix +1206 or +1425"
    assert str(ANY_US_DID) == "DID number in US"
    assert str(ExactPhoneNumber("+12065550100")) == "+12065550100"
