"""A higher quota of phone numbers for an instance, asked for by the stack."""

from __future__ import annotations

from aws_cdk import RemovalPolicy, Resource, Stack
from aws_cdk.interfaces.aws_connect import IInstanceRef
from constructs import Construct

from .phone_number_provider import PhoneNumberProvider
from .private.connect_arn import instance_arn
from .private.custom_resource import custom_resource
from .private.environment import Environment, construct_path
from .validation.finding import raise_findings
from .validation.provider_rules import desired_value_findings, provider_findings
from .validation.target_rules import environment_findings, instance_findings

RESOURCE_TYPE = "Custom::ConnectPhoneNumberQuotaIncrease"


class PhoneNumberQuotaIncrease(Resource):
    """Asks Service Quotas for a higher quota "Phone numbers per instance" (`L-8F812903`) of one instance.

    No request is sent if the applied quota is already as high, or while another request for the instance is open. The
    deployment does not wait for the decision, which may take AWS days. Until then, creates beyond the present quota
    fail. A lower `desired_value` and the removal of the construct change nothing: a quota is never lowered.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance: IInstanceRef | str,
        desired_value: int,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the request.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            instance: the instance, or its ARN, in the stack's account and Region.
            desired_value: how many numbers the instance should be able to hold. The budget is twice as much.
            provider: a provider in the same account and Region. Default: the stack's own provider.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong; nothing was added to the construct tree.
        """
        arn, stack = instance_arn(instance), Stack.of(scope)
        findings = instance_findings(arn) or environment_findings("instance", arn, Environment.of(stack))
        findings = findings + desired_value_findings(desired_value) + provider_findings(provider, stack)
        raise_findings(construct_path(scope, id), findings)
        super().__init__(scope, id)
        provider = provider or PhoneNumberProvider.of_stack(self)
        self._resource = custom_resource(
            self,
            resource_type=RESOURCE_TYPE,
            service_token=provider.service_token,
            properties={"InstanceArn": arn, "DesiredValue": str(desired_value)},
            removal_policy=RemovalPolicy.DESTROY,
            permissions=provider.allow_quota_increase(Stack.of(self)),
        )

    @property
    def quota_increase_status(self) -> str:
        """The status of the request at the last deployment that created or changed this resource.

        `APPLIED`: the quota was already as high. `PENDING`, `CASE_OPENED`, `APPROVED`: the request's status at Service
        Quotas. `PENDING_LOWER`: a request for less than `desired_value` is open, and no other was sent. Once the open
        request is decided, deploy with another `desired_value`.
        """
        return self._resource.get_att("Status").to_string()

    @property
    def quota_increase_request_id(self) -> str:
        """The request's id at Service Quotas. `NONE` if no request was needed, `UNKNOWN` if the id was not given."""
        return self._resource.get_att("RequestId").to_string()
