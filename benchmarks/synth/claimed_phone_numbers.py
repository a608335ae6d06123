"""Measures ClaimedPhoneNumber."""

from aws_cdk import Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType

from .numbers_stack import INSTANCE_ARN, print_figures


def _add_number(stack: Stack, id: str) -> object:
    search = PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID)
    return ClaimedPhoneNumber(stack, id, target=INSTANCE_ARN, search=search, description="Support line")


if __name__ == "__main__":
    print_figures(_add_number)
