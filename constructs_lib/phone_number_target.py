"""What a phone number is claimed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from aws_cdk.interfaces.aws_connect import IInstanceRef, ITrafficDistributionGroupRef

from .is_token import is_token


@dataclass(frozen=True)
class PhoneNumberTarget:
    """An instance or a traffic distribution group.

    Attributes:
        arn: its ARN, which may be a token.
        may_be_instance: False where it is known to be a traffic distribution group.
        may_be_traffic_distribution_group: False where it is known to be an instance.
    """

    arn: str
    may_be_instance: bool
    may_be_traffic_distribution_group: bool

    @classmethod
    def of(cls, target: IInstanceRef | ITrafficDistributionGroupRef | str) -> Self:
        """The target of a construct or an ARN.

        Raises:
            TypeError: it is none of these.
        """
        if isinstance(target, str):
            return cls._of_arn(target)
        if hasattr(target, "traffic_distribution_group_ref"):
            arn = target.traffic_distribution_group_ref.traffic_distribution_group_arn
            return cls(arn, may_be_instance=False, may_be_traffic_distribution_group=True)
        if hasattr(target, "instance_ref"):
            return cls(target.instance_ref.instance_arn, may_be_instance=True, may_be_traffic_distribution_group=False)
        raise TypeError(
            f"target is {target!r}: give an instance (IInstanceRef), a traffic distribution group "
            "(ITrafficDistributionGroupRef) or the ARN of one."
        )

    @classmethod
    def _of_arn(cls, arn: str) -> Self:
        # Around a token, as in f"arn:aws:connect:{stack.region}:…:instance/…", the kind can still be read.
        is_instance = ":instance/" in arn
        is_traffic_distribution_group = ":traffic-distribution-group/" in arn
        return cls(arn, not is_traffic_distribution_group, not is_instance)

    @property
    def is_instance(self) -> bool:
        """Whether it is known to be an instance."""
        return self.may_be_instance and not self.may_be_traffic_distribution_group

    @property
    def is_known(self) -> bool:
        """Whether the ARN is known at synthesis."""
        return not is_token(self.arn)
