"""The stack that the acceptance deploys."""

from __future__ import annotations

import json
from typing import Any

from aws_cdk import CfnOutput, CustomResource, Environment, Stack
from aws_cdk import aws_connect as connect
from constructs import Construct

from acceptance.configuration import Configuration
from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider, PhoneNumberSearch, PhoneNumberType, ReleasePolicy

NUMBER_OUTPUT = "PhoneNumber"
NUMBER_ARN_OUTPUT = "PhoneNumberArn"
FLOW_OUTPUTS = ("Flow1Arn", "Flow2Arn")
CONFIGURATION_OUTPUT = "Configuration"

TAG = "acceptance"


class NumberStack(Stack):
    """One number, two contact flows for it, and, if the configuration says so, a resource that fails after it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        configuration: Configuration,
        env: Environment,
    ) -> None:
        super().__init__(scope, id, env=env, description="One phone number; made and deleted by the acceptance")
        provider = PhoneNumberProvider(self, "PhoneNumbers")
        flows = [_flow(self, number, configuration.instance_arn) for number in (1, 2)]
        which: dict[str, Any] = {"phone_number": configuration.phone_number}
        if not configuration.phone_number:
            # The acceptance releases its number in the end: it must not take a number that another stack parked.
            number_type = PhoneNumberType(configuration.phone_number_type)
            search = PhoneNumberSearch(country_code=configuration.country_code, type=number_type)
            which = {"search": search, "take_parked": False}
        number = ClaimedPhoneNumber(
            self,
            "Number",
            target=configuration.instance_arn,
            **which,
            description=configuration.description,
            tags={TAG: configuration.tag},
            contact_flow=flows[configuration.flow - 1],
            release_policy=ReleasePolicy.PARK if configuration.park else ReleasePolicy.RELEASE_WITHIN_BUDGET,
            provider=provider,
        )
        if configuration.fails:
            _add_failing_resource(self, provider, number)
        CfnOutput(self, NUMBER_OUTPUT, value=number.phone_number)
        CfnOutput(self, NUMBER_ARN_OUTPUT, value=number.phone_number_arn)
        for output, flow in zip(FLOW_OUTPUTS, flows, strict=True):
            CfnOutput(self, output, value=flow.attr_contact_flow_arn)
        CfnOutput(self, CONFIGURATION_OUTPUT, value=configuration.to_json())


def _add_failing_resource(stack: Stack, provider: PhoneNumberProvider, number: ClaimedPhoneNumber) -> None:
    # It names no target and no number, so the function refuses it before it asks the service for anything.
    failing = CustomResource(
        stack, "Failing", service_token=provider.service_token, resource_type="Custom::AcceptanceFailure"
    )
    failing.node.add_dependency(number)


def _flow(stack: Stack, number: int, instance_arn: str) -> connect.CfnContactFlow:
    return connect.CfnContactFlow(
        stack,
        f"Flow{number}",
        instance_arn=instance_arn,
        name=f"{stack.stack_name} {number}",
        type="CONTACT_FLOW",
        content=json.dumps(_flow_content(f"Acceptance, flow {number}.")),
    )


def _flow_content(text: str) -> dict[str, Any]:
    """The content of a flow that says the text and hangs up, in the Amazon Connect Flow language."""
    say, hang_up = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    return {
        "Version": "2019-10-30",
        "StartAction": say,
        "Actions": [
            {
                "Identifier": say,
                "Type": "MessageParticipant",
                "Parameters": {"Text": text},
                "Transitions": {"NextAction": hang_up, "Errors": [], "Conditions": []},
            },
            {"Identifier": hang_up, "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    }
