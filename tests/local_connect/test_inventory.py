import phonenumbers
import pytest

from local_aws.connect.models.inventory import BLOCKS, CALLING_CODES, DID, HELD_BY_OTHERS_FROM_THE_START, inventory

TYPES = {
    "DID": {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    },
    "TOLL_FREE": {phonenumbers.PhoneNumberType.TOLL_FREE},
}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.first)
def test_every_number_is_valid_and_of_its_country_and_type(block) -> None:
    for number in block.numbers():
        assert_valid(number)


def assert_valid(number) -> None:
    parsed = phonenumbers.parse(number.phone_number)
    assert phonenumbers.is_valid_number(parsed)
    assert parsed.country_code == phonenumbers.country_code_for_region(number.country_code)
    assert phonenumbers.number_type(parsed) in TYPES[number.phone_number_type]


def test_no_number_is_in_two_blocks() -> None:
    assert len(inventory()) == sum(block.count for block in BLOCKS)


def test_there_are_enough_direct_numbers_in_the_united_states() -> None:
    numbers = [n for n in inventory().values() if (n.country_code, n.phone_number_type) == ("US", DID)]
    assert len(numbers) >= 300


def test_some_numbers_belong_to_others() -> None:
    assert set(inventory()) >= HELD_BY_OTHERS_FROM_THE_START


def test_the_calling_codes_are_those_of_the_countries() -> None:
    countries = {block.country_code for block in BLOCKS}
    codes = {country: str(phonenumbers.country_code_for_region(country)) for country in countries}
    assert codes == CALLING_CODES
