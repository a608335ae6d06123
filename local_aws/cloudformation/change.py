"""The change that a deployment made to one resource."""

from dataclasses import dataclass

from local_aws.cloudformation.stack_resource import StackResource


@dataclass(frozen=True)
class Change:
    """A resource before and after: created when there is no `before`; replaced when the physical ids differ."""

    before: StackResource | None
    after: StackResource

    @property
    def replaced(self) -> bool:
        """Whether the change made a new physical resource, and the old one still exists."""
        return self.before is not None and self.before["PhysicalResourceId"] != self.after["PhysicalResourceId"]
