"""How many phone numbers fit in one stack."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

STACK_RESOURCES = 500
TEMPLATE_CHARACTERS = 1_000_000
"""Both limits are CloudFormation's: the resources of a stack, and the bytes of its template (1 MB).
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""
PROVIDER_RESOURCES = 7
"""The resources of a stack beside its numbers, if it has a provider of its own. A test counts them."""
NUMBERS_PER_STACK = STACK_RESOURCES - PROVIDER_RESOURCES
"""In a stack that has only numbers and their provider. A stack whose provider is in another stack fits six more."""

_AROUND_PROPERTIES = 250
"""Characters of a resource beside its own properties, as the CDK writes them: names, dependencies, metadata."""


def template_characters(properties: Mapping[str, object], tags: Mapping[str, str]) -> int:
    """About how many characters a number with these properties and tags has in a template."""
    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
    return _AROUND_PROPERTIES + len(json.dumps([properties, pairs], indent=1))


def stack_problems(path: str, characters: Sequence[int]) -> list[str]:
    """Errors about the numbers of a stack together.

    Args:
        path: the stack's path in the construct tree.
        characters: the characters of each number in the template.
    """
    count, most = len(characters), NUMBERS_PER_STACK
    if count > STACK_RESOURCES - 1:
        return [
            f"{count} phone numbers are declared in {path}, and a stack may have {STACK_RESOURCES} resources "
            f"(CloudFormation): {most} numbers and their provider. Declare {count - most} "
            "or more of them in another stack; the ledger is the same. (TooManyPhoneNumbersInStack)"
        ]
    if sum(characters) > TEMPLATE_CHARACTERS:
        return [
            f"The {count} phone numbers of {path} have some {sum(characters):,} characters in its template, which may "
            f"have {TEMPLATE_CHARACTERS:,} (CloudFormation): declare some of them in another stack, or give them fewer "
            "tags. (TemplateTooLarge)"
        ]
    return []
