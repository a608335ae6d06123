"""IAM's decision over the function's calls of Amazon Connect, by the policies of a template.

What each action needs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
"""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from aws_cdk.assertions import Template
from botocore.exceptions import ClientError

from tests.security.policies import Permission, permissions_in
from tests.simulation.direct_client import ACCOUNT
from tests.simulation.remote_call import CONNECT, RemoteCall

Tags = Callable[[str], Mapping[str, str]]
"""The tags of an instance, by its ARN."""
_RESOURCE_TAG = "aws:ResourceTag/"


class Access:
    """What the roles of a template may do; all its policies are taken together."""

    def __init__(self, template: Template, *, stack_id: str, tags: Tags) -> None:
        """Policies that name a stack's id mean `stack_id`; conditions on tags go by `tags`."""
        self.denied: list[str] = []
        self._permissions = list(permissions_in(template))
        self._stack_id = stack_id
        self._tags = tags

    def decide(self, call: RemoteCall) -> None:
        """Raise AccessDeniedException for a call of Amazon Connect that is not allowed on all that it needs."""
        if call.service != CONNECT:
            return
        action = f"connect:{call.operation}"
        for resource in needed(call):
            if not any(self._allows(permission, action, resource) for permission in self._permissions):
                self.denied.append(f"{action} on {resource}")
                error = {"Code": "AccessDeniedException", "Message": f"{action} on {resource}"}
                told: Any = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 403}}
                raise ClientError(told, call.operation)

    def _allows(self, permission: Permission, action: str, resource: str) -> bool:
        fits = permission.action == action and fnmatchcase(resource, permission.resource)
        return fits and self._holds(permission.condition or {}, resource)

    def _holds(self, condition: Mapping[str, Any], resource: str) -> bool:
        for operator, keys in condition.items():
            for key, value in keys.items():
                assert (operator, key[: len(_RESOURCE_TAG)]) == ("StringEquals", _RESOURCE_TAG), (
                    "no other is known here"
                )
                expected = self._stack_id if value == {"Ref": "AWS::StackId"} else value
                if self._tags(resource).get(key.removeprefix(_RESOURCE_TAG)) != expected:
                    return False
        return True


def needed(call: RemoteCall) -> list[str]:
    """The ARNs of the resources that a call needs permission on."""
    return _NEEDED[call.operation](call)


def _arn(call: RemoteCall, resource: str) -> str:
    return f"arn:aws:connect:{call.region}:{ACCOUNT}:{resource}"


def _number(call: RemoteCall) -> str:
    return _arn(call, f"phone-number/{call.parameters['PhoneNumberId'].rpartition('/')[2]}")


def _instance(call: RemoteCall) -> str:
    return _arn(call, f"instance/{call.parameters['InstanceId'].rpartition('/')[2]}")


def _flow(call: RemoteCall) -> str:
    return f"{_instance(call)}/contact-flow/{call.parameters['ContactFlowId']}"


def _group(call: RemoteCall) -> str:
    given = call.parameters.get("TrafficDistributionGroupId") or call.parameters["Id"]
    return given if given.startswith("arn:") else _arn(call, f"traffic-distribution-group/{given}")


def _user(call: RemoteCall) -> str:
    return f"{_instance(call)}/agent/{call.parameters['UserId']}"


_NEEDED: Mapping[str, Callable[[RemoteCall], list[str]]] = {
    "SearchAvailablePhoneNumbers": lambda call: [_arn(call, "phone-number/*")],
    "ListPhoneNumbersV2": lambda call: [_arn(call, "phone-number/*")],
    "ClaimPhoneNumber": lambda call: [_arn(call, "phone-number/new"), call.parameters["TargetArn"]],
    "DescribePhoneNumber": lambda call: [_number(call)],
    "ReleasePhoneNumber": lambda call: [_number(call)],
    "UpdatePhoneNumberMetadata": lambda call: [_number(call)],
    "UpdatePhoneNumber": lambda call: [_number(call), call.parameters["TargetArn"]],
    "AssociatePhoneNumberContactFlow": lambda call: [_number(call), _flow(call)],
    "DisassociatePhoneNumberContactFlow": lambda call: [_number(call)],
    "BatchGetFlowAssociation": lambda call: [_instance(call)],
    "TagResource": lambda call: [call.parameters["resourceArn"]],
    "UntagResource": lambda call: [call.parameters["resourceArn"]],
    "ListTagsForResource": lambda call: [call.parameters["resourceArn"]],
    "DescribeInstance": lambda call: [_instance(call)],
    "ReplicateInstance": lambda call: [_instance(call)],
    "DeleteInstance": lambda call: [_instance(call)],
    "ListTrafficDistributionGroups": lambda call: [_arn(call, "traffic-distribution-group/*")],
    "DescribeTrafficDistributionGroup": lambda call: [_group(call)],
    "GetTrafficDistribution": lambda call: [_group(call)],
    "UpdateTrafficDistribution": lambda call: [_group(call)],
    "AssociateTrafficDistributionGroupUser": lambda call: [_group(call), _instance(call), _user(call)],
    "DisassociateTrafficDistributionGroupUser": lambda call: [_group(call), _instance(call), _user(call)],
    "DescribeUser": lambda call: [_user(call)],
}
