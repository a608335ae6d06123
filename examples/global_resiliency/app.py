"""Phone numbers that are answered in two Regions.

An instance, its replica, a traffic distribution group with three numbers, its traffic distribution and its agents: the
example workflow of the administrator guide, in one deployment. In this folder, `python -m local_aws cdk deploy` deploys
it to the local AWS.
https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html
"""

from __future__ import annotations

import json
import os

from aws_cdk import App, CfnOutput, Environment, RemovalPolicy, Stack
from aws_cdk import aws_connect as connect
from constructs import Construct

from constructs_lib import (
    PhoneNumberSearch,
    PhoneNumberType,
    ReplicatedInstance,
    TdgPhoneNumber,
    TrafficDistribution,
    TrafficDistributionGroupUser,
)

HOME_REGION = "us-east-1"
REPLICA_REGION = "us-west-2"


class GlobalResiliency(Stack):
    """A contact center in its home Region, ready to take its calls in another."""

    def __init__(self, scope: Construct, id: str, *, alias: str, env: Environment) -> None:
        super().__init__(scope, id, env=env)
        instance = connect.CfnInstance(
            self,
            "Instance",
            identity_management_type="SAML",  # only such instances are replicated, and only with an alias
            instance_alias=alias,
            attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
        )
        support = self.contact_flow("Support", "Welcome to support.", instance)
        sales = self.contact_flow("Sales", "Welcome to sales.", instance)
        # 1. A replica of the instance. It is deleted with the stack here; by default it is kept.
        replica = ReplicatedInstance(
            self,
            "Replica",
            instance=instance,
            replica_region=REPLICA_REGION,
            replica_alias=f"{alias}-replica",
            removal_policy=RemovalPolicy.DESTROY,
        )
        # What is there before the replica is there in it as well.
        replica.node.add_dependency(support, sales)
        # 2. A group that links the two, and so needs both: instance_arn is the instance's, once it has a replica.
        group = connect.CfnTrafficDistributionGroup(
            self, "Group", name=f"{alias}-group", instance_arn=replica.instance_arn
        )
        # 3. to 7. Numbers that the group routes to either Region, each with a flow in both.
        local = PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID, prefixes=["+1206", "+1425"])
        toll_free = PhoneNumberSearch(country_code="US", type=PhoneNumberType.TOLL_FREE)
        numbers = []
        for name, flow, search in (
            ("Support", support, local),
            ("Sales", sales, local),
            ("SalesTollFree", sales, toll_free),
        ):
            number = TdgPhoneNumber(
                self,
                f"{name}Number",
                traffic_distribution_group=group,
                search=search,
                contact_flows=[flow, replica.contact_flow_arn(flow)],
                description=f"{name}, in {HOME_REGION} and {REPLICA_REGION}",
            )
            CfnOutput(self, f"{name}PhoneNumber", value=number.phone_number)
            numbers.append(number)
        # Calls and agents stay at home, unless -c replica_percentage=30 says otherwise. After the numbers: none can be
        # claimed while the group changes.
        away = int(self.node.try_get_context("replica_percentage") or 0)
        shares = {HOME_REGION: 100 - away, REPLICA_REGION: away}
        distribution = TrafficDistribution(
            self, "Distribution", traffic_distribution_group=group, telephony_config=shares, agent_config=shares
        )
        distribution.node.add_dependency(*numbers)
        # Agents that may sign in to both Regions: -c agents=<ARN>,<ARN>.
        agents = self.node.try_get_context("agents") or ""
        for index, user_arn in enumerate(filter(None, agents.split(","))):
            TrafficDistributionGroupUser(self, f"Agent{index}", traffic_distribution_group=group, user=user_arn)
        CfnOutput(self, "InstanceArn", value=instance.attr_arn)
        CfnOutput(self, "ReplicaArn", value=replica.replica_arn)
        CfnOutput(self, "GroupArn", value=group.attr_traffic_distribution_group_arn)

    def contact_flow(self, name: str, text: str, instance: connect.CfnInstance) -> connect.CfnContactFlow:
        """A flow that says something and hangs up."""
        content = {
            "Version": "2019-10-30",
            "StartAction": "say",
            "Metadata": {},
            "Actions": [
                {
                    "Identifier": "say",
                    "Type": "MessageParticipant",
                    "Parameters": {"Text": text},
                    "Transitions": {"NextAction": "hang-up", "Errors": [], "Conditions": []},
                },
                {"Identifier": "hang-up", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
            ],
        }
        return connect.CfnContactFlow(
            self,
            f"{name}Flow",
            instance_arn=instance.attr_arn,
            name=name,
            type="CONTACT_FLOW",
            content=json.dumps(content),
        )


app = App()
GlobalResiliency(
    app,
    "GlobalResiliency",
    alias=app.node.try_get_context("alias") or "resilient-contact-center",
    env=Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=HOME_REGION),
)
app.synth()
