"""A phone number as the check of an app's quotas sees it."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import Stack
from constructs import Construct

from .target_identity import target_identity


@dataclass(frozen=True)
class DeclaredPhoneNumber:
    """A number that the app declares.

    Attributes:
        construct: the number.
        stack: the stack that it is in.
        target_arn: what it is claimed to; may be a token.
        assumed_quota: the quota that its provider was told to assume; None where it was not.
    """

    construct: Construct
    stack: Stack
    target_arn: str
    assumed_quota: int | None

    @property
    def target(self) -> str:
        """The target's identity, the same for all numbers of a target."""
        return target_identity(self.target_arn, self.stack)
