"""What a template's intrinsic functions can refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from .deployed import DeployedStack
from .unknown import Unknown

_ARN_ATTRIBUTES = frozenset({"Arn", "InstanceArn", "TrafficDistributionGroupArn", "ContactFlowArn", "PhoneNumberArn"})


@dataclass(frozen=True)
class Scope:
    """A stack's surroundings.

    Attributes:
        stack_id: "" before it is deployed.
        physical_ids: of what is deployed, by logical id.
        parameters: the values of the template's parameters, as far as they are known.
        exports: of the account and Region.
    """

    stack_name: str
    stack_id: str
    account: str
    region: str
    template: Mapping[str, Any] = field(repr=False)
    physical_ids: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, Any] = field(default_factory=dict, repr=False)
    exports: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of_deployed(cls, stack: DeployedStack, account: str, region: str, exports: Mapping[str, str]) -> Self:
        """A stack's as it is deployed."""
        return cls(
            stack.name, stack.stack_id, account, region, stack.template, stack.physical_ids, stack.parameters, exports
        )

    @property
    def partition(self) -> str:
        """The partition of its Region."""
        if self.region.startswith("cn-"):
            return "aws-cn"
        return "aws-us-gov" if self.region.startswith("us-gov-") else "aws"

    def reference(self, name: str) -> Any:  # noqa: ANN401 - a parameter may be a list
        """What `Ref` is of a pseudo parameter, a parameter or a resource."""
        if name.startswith("AWS::"):
            return self._pseudo_parameter(name)
        if name in self.template.get("Parameters", {}):
            return self._parameter(name)
        return self.physical_ids.get(name) or self._not_there(name)

    def attribute(self, logical_id: str, attribute: str) -> str | Unknown:
        """What `Fn::GetAtt` is, where the resource's physical id tells."""
        physical_id = self.physical_ids.get(logical_id)
        if physical_id is None:
            return self._not_there(logical_id)
        resource_type = self._type_of(logical_id)
        if attribute in _ARN_ATTRIBUTES:
            if physical_id.startswith("arn:"):
                return physical_id
            kind = {"AWS::Lambda::Function": "lambda", "AWS::Connect::Instance": "connect"}.get(resource_type)
            if kind is not None:
                resource = f"function:{physical_id}" if kind == "lambda" else f"instance/{physical_id}"
                return f"arn:{self.partition}:{kind}:{self.region}:{self.account}:{resource}"
        if attribute == "Id" and resource_type.startswith("AWS::Connect::"):
            return physical_id.rpartition("/")[2]
        return Unknown(f"{attribute} of {logical_id} ({resource_type})")

    def imported(self, name: str) -> str | Unknown:
        """The value of an export."""
        return self.exports.get(name) or Unknown(f"the export {name}, which is not there yet", is_made=True)

    def _parameter(self, name: str) -> Any:  # noqa: ANN401 - a parameter may be a list
        if name in self.parameters:
            return self.parameters[name]
        declared = self.template["Parameters"][name]
        if "Default" not in declared or str(declared.get("Type", "")).startswith("AWS::SSM::"):
            return Unknown(f"the parameter {name}")
        return declared["Default"]

    def _pseudo_parameter(self, name: str) -> str | Unknown:
        known = {
            "AWS::AccountId": self.account,
            "AWS::Partition": self.partition,
            "AWS::Region": self.region,
            "AWS::StackId": self.stack_id,
            "AWS::StackName": self.stack_name,
            "AWS::URLSuffix": "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com",
        }
        return known.get(name) or Unknown(name)

    def _not_there(self, logical_id: str) -> Unknown:
        return Unknown(f"{logical_id} ({self._type_of(logical_id)}), which the deployment makes", is_made=True)

    def _type_of(self, logical_id: str) -> str:
        return str(self.template.get("Resources", {}).get(logical_id, {}).get("Type", "no resource of the template"))
