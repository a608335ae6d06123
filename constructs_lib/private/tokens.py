"""Values that are known only at deployment."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from aws_cdk import (
    CfnElement,
    CfnResource,
    DefaultTokenResolver,
    IPostProcessor,
    IResolvable,
    IResolveContext,
    Reference,
    StringConcat,
    Token,
    Tokenization,
)
from constructs import IConstruct

_MARKER = "{Token["
"""The beginning of a token in a string. A list that is a token has one string, which is a token."""


def is_token(value: object) -> bool:
    """Whether a string, or a list of strings, is or holds a token. jsii knows tokens only in these types."""
    # The CDK's own process is asked only about strings that may be tokens: this runs some ten times for each number.
    if isinstance(value, list):
        is_marked = all(isinstance(element, str) for element in value) and any(_MARKER in element for element in value)
    else:
        is_marked = isinstance(value, str) and _MARKER in value
    return is_marked and (_is_token_text(value) if isinstance(value, str) else Token.is_unresolved(value))


@lru_cache(maxsize=1024)
def _is_token_text(value: str) -> bool:
    # A token stays a token. Without the cache, the partition's would be asked about for each number.
    return Token.is_unresolved(value)


def whole_reference(value: str) -> tuple[CfnElement, str] | None:
    """The element of a template and the attribute that a token refers to. The attribute is `Ref` for the element."""
    if not isinstance(value, str) or not is_token(value):
        return None
    fragments = Tokenization.reverse_string(value)
    token = fragments.first_token
    if fragments.length != 1 or not isinstance(token, Reference) or not CfnElement.is_cfn_element(token.target):
        return None
    return cast(CfnElement, token.target), token.display_name


def resources_referred_to(value: str, scope: IConstruct) -> list[CfnResource]:
    """The resources, of any stack, that the tokens of a string refer to, also within functions like `Fn.select`."""
    if not is_token(value):
        return []
    references = _References()
    Tokenization.resolve(value, scope=scope, resolver=references, preparing=False)
    return [target for target in references.targets if CfnResource.is_cfn_resource(target)]


class _References(DefaultTokenResolver):
    def __init__(self) -> None:
        super().__init__(StringConcat())
        self.targets: list[Any] = []

    def resolve_token(self, t: IResolvable, context: IResolveContext, post_processor: IPostProcessor) -> Any:  # noqa: ANN401
        if isinstance(t, Reference):
            self.targets.append(t.target)
        return super().resolve_token(t, context, post_processor)
