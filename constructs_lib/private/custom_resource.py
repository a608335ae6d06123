"""The custom resources of this library."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import CfnResource, RemovalPolicy
from constructs import Construct

SERVICE_TIMEOUT = 48 * 60
"""Seconds until CloudFormation gives an operation up. The function gives it up after 45 minutes, with a reason."""


def custom_resource(
    scope: Construct,
    *,
    resource_type: str,
    service_token: str,
    properties: Mapping[str, object],
    removal_policy: RemovalPolicy,
    permissions: CfnResource,
) -> CfnResource:
    """The scope's one resource, so that CDK's `apply_removal_policy` of the scope is the resource's.

    Args:
        scope: the construct that it is the resource of.
        resource_type: `Custom::…`.
        service_token: the function's ARN.
        properties: its own properties.
        removal_policy: what happens to it when the construct is removed.
        permissions: the policy with the function's permissions for it. It is created before the resource and deleted
            after it, because a Delete needs it.
    """
    resource = CfnResource(
        scope,
        "Resource",
        type=resource_type,
        properties={"ServiceToken": service_token, "ServiceTimeout": str(SERVICE_TIMEOUT), **properties},
    )
    resource.apply_removal_policy(removal_policy)
    resource.add_resource_dependency(permissions)
    return resource
