"""One user of an instance: an agent, for example."""

from dataclasses import dataclass, field
from typing import Any

from .arns import ConnectArn


@dataclass
class User:
    """A user in one Region; `details` are the other members of CreateUser that DescribeUser answers."""

    arn: ConnectArn
    username: str
    details: dict[str, Any] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """ListUsers's member."""
        return {"Id": self.arn.resource_id, "Arn": str(self.arn), "Username": self.username}

    def detail(self) -> dict[str, Any]:
        """DescribeUser's User."""
        return {**self.summary(), **self.details}
