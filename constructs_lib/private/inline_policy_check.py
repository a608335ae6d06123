"""The policies that stacks put on a provider's role, and whether all of them fit on it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar, Self, cast

import jsii
from aws_cdk import Annotations, Aws, CfnResource, Fn, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct, IDependable, IValidation

from ..phone_number_warning import PhoneNumberWarning

INLINE_POLICY_CHARACTERS = 10_240
"""All inline policies of a role together, white space apart.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""
_WARN_ABOVE = INLINE_POLICY_CHARACTERS * 9 // 10
_ID = "InlinePolicyCheck"
_SHORTEST = {"AWS::Partition": len("aws"), "AWS::Region": len("us-east-1"), "AWS::AccountId": 12}
_ARN = len("arn:aws:connect:us-east-1:123456789012:instance/") + 36
"""The length of a token: about that of an instance's ARN, the shortest that comes up."""


class InlinePolicyCheck(Construct):
    """Measures the policies of a role at synthesis: its own, and those that stacks add to it.

    Policies that are too long for a role are an error, and policies that are nearly too long a warning. Otherwise IAM
    would refuse the policy at the deployment of the stack that adds it. Stacks of other apps are not known here.
    """

    def __init__(self, role: iam.IRole) -> None:
        super().__init__(cast(Construct, role), _ID)
        self._role = role
        self._policies: list[iam.Policy] = []
        self.node.add_validation(_SizeValidation(self))

    @classmethod
    def of_role(cls, role: iam.IRole) -> Self:
        """The check of a role: there is one for each role."""
        return cast(Self, role.node.try_find_child(_ID)) or cls(role)

    def declare(self, policy: iam.Policy) -> None:
        """Measure a policy that another stack puts on the role."""
        self._policies.append(policy)

    def problems(self) -> list[str]:
        """The errors. A warning is put on the role."""
        own = self._role.node.try_find_child("DefaultPolicy")
        policies = [*([cast(iam.Policy, own)] if own else []), *self._policies]
        characters = sum(least_characters(Stack.of(policy).resolve(policy.document.to_json())) for policy in policies)
        if characters > INLINE_POLICY_CHARACTERS:
            return [f"{self._advice(characters)} (TooManyStacks)"]
        if characters > _WARN_ABOVE:
            Annotations.of(self._role).add_warning_v2(PhoneNumberWarning.INLINE_POLICIES, self._advice(characters))
        return []

    def _advice(self, characters: int) -> str:
        return (
            f"{len(self._policies)} policies for phone numbers have at least {characters:,} characters on "
            f"{self._role.node.path}, and all inline policies of a role may have {INLINE_POLICY_CHARACTERS:,} (IAM): "
            "leave provider out in the newest stacks, which then have providers of their own; the ledger is the same. "
            "Stacks that are deployed have to stay with theirs."
        )


class StackPolicy(iam.Policy):
    """A stack's policy on the role of a provider, which may be in another stack.

    The policy is in the stack that needs it, for two reasons. If it were in the provider's stack, that stack and the
    stacks that it serves would depend on each other. And the policy has to change, and to be rolled back, together with
    the resources that need it.
    """

    NAME: ClassVar[str]
    """The policy's name, unique among those of a stack on a role."""

    def __init__(self, scope: Construct, id: str, *, role: iam.IRole, after: IDependable) -> None:
        """Create the policy.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            role: the provider's.
            after: the provider's resources. They are created before the policy, and deleted after it.
        """
        # A role's inline policies of the same name overwrite each other, and many stacks have the same logical ids.
        stack_uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID))
        super().__init__(scope, id, roles=[role], policy_name=Fn.join("-", [self.NAME, stack_uuid]))
        self.node.add_dependency(after)
        InlinePolicyCheck.of_role(role).declare(self)

    @cached_property
    def resource(self) -> CfnResource:
        """The policy, as the resource that a custom resource has to depend on."""
        return cast(CfnResource, self.node.default_child)


@jsii.implements(IValidation)
class _SizeValidation:
    def __init__(self, check: InlinePolicyCheck) -> None:
        self._check = check

    def validate(self) -> list[str]:
        return self._check.problems()


def least_characters(resolved: Any) -> int:  # noqa: ANN401 - a template's value, of any shape
    """How many characters a resolved policy document has at least, once it is deployed."""
    if isinstance(resolved, list):
        return sum(map(least_characters, resolved)) + max(len(resolved), 1) + 1  # brackets and commas
    if not isinstance(resolved, dict):
        return len(json.dumps(resolved))
    if "Ref" in resolved or any(name.startswith("Fn::") for name in resolved):
        return len('""') + _characters_of_text(resolved)
    pairs = (least_characters(name) + len(":") + least_characters(value) for name, value in resolved.items())
    return sum(pairs) + max(len(resolved), 1) + 1


def _characters_of_text(value: Any) -> int:  # noqa: ANN401 - as above
    if isinstance(value, str):
        return len(value)
    if "Fn::Join" in value:
        delimiter, parts = value["Fn::Join"]
        return sum(map(_characters_of_text, parts)) + len(delimiter) * (len(parts) - 1)
    return _SHORTEST.get(value.get("Ref", ""), _ARN)
