"""Tags that were put on a number after it was declared."""

from __future__ import annotations

import jsii
from aws_cdk import TagManager
from constructs import IValidation

from .validation.tag_rules import tag_findings


@jsii.implements(IValidation)
class TagValidation:
    """Checks all of a number's tags at synthesis, those that `Tags.of` an enclosing construct gave it included."""

    def __init__(self, tags: TagManager) -> None:
        self._tags = tags

    def validate(self) -> list[str]:
        """What is wrong with the tags."""
        return [f"{finding.message} ({finding.code})" for finding in tag_findings(self._tags.tag_values())]
