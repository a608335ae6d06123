"""A contact center, from its instance to its numbers in three countries."""

from __future__ import annotations

import os

from aws_cdk import App, CfnOutput, Environment, Stack
from aws_cdk import aws_connect as connect
from constructs import Construct
from country import COUNTRIES, Country
from support_flow import support_flow

from constructs_lib import ClaimedPhoneNumber, PhoneNumberDashboard, PhoneNumberQuotaAlarms

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
OPENS, CLOSES = 8, 18


class ContactCenter(Stack):
    """An instance with a queue, and a number for each country whose customers call it."""

    def __init__(self, scope: Construct, id: str, *, alias: str, env: Environment) -> None:
        super().__init__(scope, id, env=env)
        self.instance = connect.CfnInstance(
            self,
            "Instance",
            identity_management_type="CONNECT_MANAGED",
            instance_alias=alias,
            attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
        )
        self.hours = connect.CfnHoursOfOperation(
            self,
            "Hours",
            instance_arn=self.instance.attr_arn,
            name="Weekdays",
            time_zone="Europe/Berlin",
            config=[self.hours_of(day) for day in WEEKDAYS],
        )
        self.queue = connect.CfnQueue(
            self,
            "Queue",
            instance_arn=self.instance.attr_arn,
            name="Support",
            description="Calls of every country",
            hours_of_operation_arn=self.hours.attr_hours_of_operation_arn,
            max_contacts=50,
        )
        for country in COUNTRIES:
            number = self.number(country)
            CfnOutput(self, f"{country.name}PhoneNumber", value=number.phone_number)
        # An instance may hold 5 numbers until its quota is raised. One that is replaced costs a claim and a release.
        PhoneNumberQuotaAlarms(self, "QuotaAlarms", instance=self.instance)
        PhoneNumberDashboard(self, "Dashboard", instances=[self.instance])
        CfnOutput(self, "InstanceArn", value=self.instance.attr_arn)
        CfnOutput(self, "QueueArn", value=self.queue.attr_queue_arn)

    def number(self, country: Country) -> ClaimedPhoneNumber:
        """A country's number, and the flow in its language that the number leads to."""
        flow = connect.CfnContactFlow(
            self,
            f"{country.name}Flow",
            instance_arn=self.instance.attr_arn,
            name=f"Support {country.name}",
            type="CONTACT_FLOW",
            # Not json.dumps: the ARNs in it are known when they have been deployed.
            content=self.to_json_string(
                support_flow(
                    country,
                    hours_of_operation_arn=self.hours.attr_hours_of_operation_arn,
                    queue_arn=self.queue.attr_queue_arn,
                )
            ),
        )
        # In production, give it removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE: customers know the number.
        return ClaimedPhoneNumber(
            self,
            f"{country.name}Number",
            target=self.instance,
            search=country.search,
            description=f"Support, {country.name}",
            contact_flow=flow,
        )

    def hours_of(self, day: str) -> connect.CfnHoursOfOperation.HoursOfOperationConfigProperty:
        """The opening hours of a day."""
        return connect.CfnHoursOfOperation.HoursOfOperationConfigProperty(
            day=day,
            start_time=connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty(hours=OPENS, minutes=0),
            end_time=connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty(hours=CLOSES, minutes=0),
        )


app = App()
ContactCenter(
    app,
    "ContactCenter",
    alias=app.node.try_get_context("alias") or "three-country-contact-center",
    env=Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=os.environ.get("CDK_DEFAULT_REGION")),
)
app.synth()
