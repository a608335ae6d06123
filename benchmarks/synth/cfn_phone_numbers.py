"""Measures CfnPhoneNumber."""

from aws_cdk import Stack
from aws_cdk.aws_connect import CfnPhoneNumber

from .numbers_stack import INSTANCE_ARN, print_figures


def _add_number(stack: Stack, id: str) -> object:
    return CfnPhoneNumber(stack, id, target_arn=INSTANCE_ARN, country_code="US", type="DID", description="Support line")


if __name__ == "__main__":
    print_figures(_add_number)
