"""A phone number for an instance that is there: the smallest app that is of use."""

from aws_cdk import App, CfnOutput, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType

app = App()
stack = Stack(app, "OneNumber")
number = ClaimedPhoneNumber(
    stack,
    "Support",
    target=app.node.get_context("instance_arn"),
    search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID),
)
CfnOutput(stack, "SupportNumber", value=number.phone_number)
app.synth()
