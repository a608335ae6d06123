"""An instance's replica in a second Region."""

from __future__ import annotations

from aws_cdk import Annotations, Fn, RemovalPolicy, Resource, Stack
from aws_cdk.interfaces.aws_connect import IContactFlowRef, IInstanceRef
from constructs import Construct

from .phone_number_provider import PhoneNumberProvider
from .phone_number_warning import PhoneNumberWarning
from .private.advice import pair_advice
from .private.connect_arn import contact_flow_arn, instance_arn
from .private.custom_resource import custom_resource
from .private.environment import Environment, construct_path
from .private.tokens import is_token
from .validation.claim_rules import removal_policy_findings
from .validation.contact_flow_rules import contact_flow_arn_findings
from .validation.finding import raise_findings
from .validation.provider_rules import provider_findings
from .validation.replica_rules import replica_findings

RESOURCE_TYPE = "Custom::ConnectReplicatedInstance"


class ReplicatedInstance(Resource):
    """The replica of an instance in a second Region. The deployment waits until both have the same content.

    Amazon Connect replicates an ACTIVE instance with an alias and SAML, in an account that has access to Global
    Resiliency. An instance has at most one replica.
    https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html

    A traffic distribution group needs the replica. Give the group this construct's `instance_arn`: it is then created
    after the replica and deleted before it. Flows that numbers need in both Regions should exist before the replica:
    `replica.node.add_dependency(flow)`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance: IInstanceRef | str,
        replica_region: str,
        replica_alias: str | None = None,
        removal_policy: RemovalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        provider: PhoneNumberProvider | None = None,
    ) -> None:
        """Declare the replica. Its Region and its alias can't be changed afterwards.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            instance: the instance to replicate, or its ARN, in the stack's Region.
            replica_region: the second Region, for example us-west-2 for an instance in us-east-1.
            replica_alias: the replica's own alias, at most 45 letters, digits and hyphens. Default: Amazon Connect
                chooses the alias.
            removal_policy: `DESTROY` deletes the replica with everything in it, and an account may create and delete
                only a few instances in 30 days; `RETAIN_ON_UPDATE_OR_DELETE` keeps it, unless the create fails;
                `RETAIN` keeps it always. Default: `RETAIN_ON_UPDATE_OR_DELETE`.
            provider: a provider in the same account and Region. Default: the stack's own provider.

        Raises:
            PhoneNumberValidationError: an argument is known to be wrong; nothing was added to the construct tree.
        """
        source_arn = instance_arn(instance)
        stack = Stack.of(scope)
        environment = Environment.of(stack)
        findings = replica_findings(source_arn, replica_region, replica_alias, environment)
        findings += removal_policy_findings(removal_policy) + provider_findings(provider, stack)
        raise_findings(construct_path(scope, id), findings)
        super().__init__(scope, id)
        self._source_instance_arn = source_arn
        self._region = replica_region
        provider = provider or PhoneNumberProvider.of_stack(self)
        replica_arn = self._arn(Fn.select(1, Fn.split("/", source_arn)))
        alias = {} if replica_alias is None else {"ReplicaAlias": replica_alias}
        self._resource = custom_resource(
            self,
            resource_type=RESOURCE_TYPE,
            service_token=provider.service_token,
            properties={"InstanceArn": source_arn, "ReplicaRegion": replica_region, **alias},
            removal_policy=removal_policy,
            permissions=provider.allow_replication(Stack.of(self), source_arn, replica_arn),
        )
        if not is_token(environment.region) and not is_token(replica_region):
            advice = pair_advice(environment.region, replica_region)
            if advice is not None:
                warning = f"replica_region: {advice} The service will probably refuse it."
                Annotations.of(self).add_warning_v2(PhoneNumberWarning.REGION_PAIR, warning)

    @property
    def source_instance_arn(self) -> str:
        """ARN of the instance, as given. A resource that uses this attribute does not wait for the replica."""
        return self._source_instance_arn

    @property
    def instance_arn(self) -> str:
        """ARN of the instance. A resource that uses it is created after the replica and deleted before the replica."""
        return self._attribute("InstanceArn")

    @property
    def replica_arn(self) -> str:
        """ARN of the replica."""
        return self._attribute("ReplicaArn")

    @property
    def replica_id(self) -> str:
        """The replica's id. It is the same as the instance's id."""
        return self._attribute("ReplicaId")

    @property
    def replica_region(self) -> str:
        """The replica's Region."""
        return self._region

    def contact_flow_arn(self, contact_flow: IContactFlowRef | str) -> str:
        """The ARN that a flow of the instance has in the replica.

        Flows are mirrored with their ids. A flow that existed before the replica is there once the replica is complete.
        A later flow is there soon after its creation.

        Args:
            contact_flow: the flow of the instance, or its ARN.

        Raises:
            PhoneNumberValidationError: the flow's ARN is known to be wrong.
        """
        arn = contact_flow_arn(contact_flow)
        raise_findings(self.node.path, contact_flow_arn_findings(arn))
        flow_id = Fn.select(3, Fn.split("/", arn))
        return f"{self._arn(self.replica_id)}/contact-flow/{flow_id}"

    def _attribute(self, name: str) -> str:
        return self._resource.get_att(name).to_string()

    def _arn(self, instance_id: str) -> str:
        return Stack.of(self).format_arn(
            service="connect", region=self._region, resource="instance", resource_name=instance_id
        )
