"""Whether a number that is held is what the template asks for."""

import pytest

from connect_phone_numbers.model.selection import ExactPhoneNumber, PhoneNumberSearch, Selection

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
    ],
)
def test_is_satisfied_by(selection: Selection, held: tuple[str, str, str], satisfied: bool) -> None:
    assert selection.is_satisfied_by(*held) is satisfied


def test_reads_well_in_a_message() -> None:
    assert str(SEATTLE) == "DID number in US with prefix +1206 or +1425"
    assert str(ANY_US_DID) == "DID number in US"
    assert str(ExactPhoneNumber("+12065550100")) == "+12065550100"
