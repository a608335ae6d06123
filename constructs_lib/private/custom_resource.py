"""The custom resources of this library."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import CfnResource, RemovalPolicy
from constructs import Construct

SERVICE_TIMEOUT = 48 * 60
"""Seconds until CloudFormation gives up an operation. The function gives up after 45 minutes, with a reason."""


def custom_resource(
    scope: Construct,
    *,
    resource_type: str,
    service_token: str,
    properties: Mapping[str, object],
    removal_policy: RemovalPolicy,
    permissions: CfnResource,
) -> CfnResource:
    """Create the custom resource of a construct. `apply_removal_policy` of the construct changes this resource.

    Args:
        scope: the construct.
        resource_type: the resource's type, `Custom::…`.
        service_token: the function's ARN.
        properties: the resource's properties, without the ServiceToken.
        removal_policy: what happens to the resource when the construct is removed.
        permissions: the policy with the function's permissions for the resource. It is created before the resource and
            deleted after it, because the Delete needs it.
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
