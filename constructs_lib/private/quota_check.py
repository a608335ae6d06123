"""The phone numbers that an app declares: too many for a target, or the same number twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

import jsii
from aws_cdk import Annotations, IResolvable, Stack, Stage, Token
from constructs import Construct, IConstruct, IValidation

from ..phone_number_warning import PhoneNumberWarning
from ..validation.tag_rules import tag_findings
from .environment import Environment, top_stack
from .quota_context import DEFAULT_PHONE_NUMBERS_PER_INSTANCE, QUOTA_CONTEXT_KEY, QuotaContext
from .stack_limits import stack_problems, template_characters
from .target_identity import target_identity
from .tokens import is_token

_ID = "ConnectPhoneNumberQuotaCheck"


@dataclass(frozen=True)
class DeclaredPhoneNumber:
    """A number that the app declares.

    Attributes:
        construct: the number.
        scope: its parent in the construct tree.
        stack: the stack that it is in.
        phone_number: the exact number; None if a search finds it.
        target_arn: the ARN of the instance or group; may be a token.
        assumed_quota: the quota that its provider was told to assume; None if it was told none.
        tags: the number's tags; at synthesis, they include those that `Tags.of` adds.
        properties: the properties of its resource, without the tags.
    """

    construct: Construct
    scope: Construct
    stack: Stack
    phone_number: str | None
    target_arn: str
    assumed_quota: int | None
    tags: IResolvable
    properties: Mapping[str, object]

    @property
    def target(self) -> str:
        """The target's identity, the same for all numbers of a target."""
        return target_identity(self.target_arn, self.stack)


class QuotaCheck(Construct):
    """All the numbers that an app declares, counted per target at synthesis, whatever stack or stage they are in.

    One check counts all numbers. With a check for each number, the CDK's own process would call Python for each.

    More numbers than the context's quota are an error. If the quota is only assumed (the provider's
    `phone_numbers_per_instance`, or else the default of 5), more numbers are a warning on each stack that has some of
    them. The numbers of a traffic distribution group are counted apart from those of its instance, though Amazon
    Connect counts them together.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self._declared: list[DeclaredPhoneNumber] = []
        self._stacks: set[Stack] = set()
        self._stages: set[str] = set()

    @classmethod
    def of_app(cls, scope: Construct) -> Self:
        """The check of the scope's app: there is one for each app."""
        root = scope.node.root
        return cast(Self, root.node.try_find_child(_ID)) or cls(cast(Construct, root), _ID)

    @classmethod
    def path_of(cls, phone_number: str | None, stack: Stack) -> str | None:
        """The path of a construct that has the same exact number, in what may be the same account and Region.

        None if there is none.
        """
        check = cast(Self | None, stack.node.root.node.try_find_child(_ID))
        if check is None or phone_number is None or is_token(phone_number):
            return None
        same = _in_tree([number for number in check._declared if number.phone_number == phone_number])
        here = Environment.of(stack)
        paths = (number.construct.node.path for number in same if here.may_be(Environment.of(number.stack)))
        return next(paths, None)

    def declare(self, number: DeclaredPhoneNumber) -> None:
        """Count a number, and have its stage checked."""
        self._declared.append(number)
        if number.stack not in self._stacks:
            self._stacks.add(number.stack)
            self._check_stage_of(number.stack)

    def _check_stage_of(self, stack: Stack) -> None:
        # Each stage is synthesised by itself, and an inner one before the app.
        stage = cast(Stage, Stage.of(stack))
        if stage.node.path not in self._stages:
            self._stages.add(stage.node.path)
            stage.node.add_validation(_QuotaValidation(self, stage))

    def problems(self, stage: Stage) -> list[str]:
        """The errors of a stage. Warnings are put on its stacks."""
        in_tree = _in_tree(self._declared)
        by_target: dict[str, list[DeclaredPhoneNumber]] = {}
        by_stack: dict[Stack, list[DeclaredPhoneNumber]] = {}
        for number in in_tree:
            by_target.setdefault(number.target, []).append(number)
            by_stack.setdefault(number.stack, []).append(number)
        problems = []
        for target, numbers in by_target.items():
            stacks = _stacks_in(stage, numbers)
            problems += _problems_of(target, numbers, stacks) if stacks else []
        for stack, numbers in by_stack.items():
            if Stage.of(stack) is stage:
                problems += _problems_of_stack(stack, numbers)
        return list(dict.fromkeys(problems))


def _in_tree(numbers: Sequence[DeclaredPhoneNumber]) -> list[DeclaredPhoneNumber]:
    """The numbers that are in the construct tree: a removed construct is not deployed, nor is anything in it."""
    children: dict[IConstruct, set[IConstruct]] = {}

    def is_in_tree(construct: IConstruct, scope: IConstruct | None) -> bool:
        if scope is None:
            return True
        if scope not in children:
            # Asked for once, however many numbers are in it.
            children[scope] = set(scope.node.children) if is_in_tree(scope, scope.node.scope) else set()
        return construct in children[scope]

    return [number for number in numbers if is_in_tree(number.construct, number.scope)]


def _problems_of_stack(stack: Stack, numbers: Sequence[DeclaredPhoneNumber]) -> list[str]:
    tags = _tags_of(stack, numbers)
    problems = [
        f"[{number.construct.node.path}] {finding.message} ({finding.code})"
        for number, its_tags in zip(numbers, tags, strict=True)
        for finding in tag_findings(its_tags)
    ]
    characters = [
        template_characters(number.properties, its_tags) for number, its_tags in zip(numbers, tags, strict=True)
    ]
    return problems + stack_problems(stack.node.path, characters)


def _tags_of(stack: Stack, numbers: Sequence[DeclaredPhoneNumber]) -> list[dict[str, str]]:
    """The tags of each number, all by one message to the CDK's kernel."""
    resolved = stack.resolve({str(index): number.tags for index, number in enumerate(numbers)})
    # A number without tags is left out.
    by_number = (resolved.get(str(index), []) for index in range(len(numbers)))
    return [{_text(tag["Key"]): _text(tag["Value"]) for tag in its_tags} for its_tags in by_number]


def _text(resolved: Any) -> str:  # noqa: ANN401 - a string, or an intrinsic function of a template
    return resolved if isinstance(resolved, str) else Token.as_string(resolved)


@jsii.implements(IValidation)
class _QuotaValidation:
    def __init__(self, check: QuotaCheck, stage: Stage) -> None:
        self._check = check
        self._stage = stage

    def validate(self) -> list[str]:
        return self._check.problems(self._stage)


def _stacks_in(stage: Stage, numbers: Sequence[DeclaredPhoneNumber]) -> list[Stack]:
    stacks = dict.fromkeys(top_stack(stack) for stack in dict.fromkeys(number.stack for number in numbers))
    return [stack for stack in stacks if Stage.of(stack) is stage]


def _problems_of(target: str, numbers: Sequence[DeclaredPhoneNumber], stacks: Sequence[Stack]) -> list[str]:
    try:
        stated = QuotaContext.of(stacks[0]).quota_of(target)
    except ValueError as wrong:
        return [str(wrong)]
    if stated is not None:
        return [_error(target, numbers, stated)] if len(numbers) > stated else []
    # Providers may differ. The one that assumes the highest quota knows best.
    assumed = max((number.assumed_quota or 0 for number in numbers), default=0)
    if len(numbers) > (assumed or DEFAULT_PHONE_NUMBERS_PER_INSTANCE):
        for stack in stacks:
            Annotations.of(stack).add_warning_v2(PhoneNumberWarning.QUOTA, _warning(target, numbers, assumed))
    return []


def _error(target: str, numbers: Sequence[DeclaredPhoneNumber], quota: int) -> str:
    return (
        f"{_declaration(target, numbers)} its quota is {quota}, by the context value {QUOTA_CONTEXT_KEY}: declare "
        "fewer, or have the quota raised (Service Quotas: connect, L-8F812903) and the context changed. "
        "(TooManyPhoneNumbers)"
    )


def _warning(target: str, numbers: Sequence[DeclaredPhoneNumber], assumed: int) -> str:
    default = f"{DEFAULT_PHONE_NUMBERS_PER_INSTANCE} unless it was raised"
    quota = f"{assumed}, as its provider assumes" if assumed else default
    return (
        f"{_declaration(target, numbers)} its quota is {quota}; claims beyond it fail. If it is higher, state it "
        f"by the context value {QUOTA_CONTEXT_KEY}; if not, have it raised first (Service Quotas: connect, L-8F812903)."
    )


def _declaration(target: str, numbers: Sequence[DeclaredPhoneNumber]) -> str:
    by_stack: Counter[str] = Counter()
    for stack, count in Counter(number.stack for number in numbers).items():
        by_stack[top_stack(stack).node.path] += count
    counts = ", ".join(f"{count} in {path}" for path, count in by_stack.items())
    return f"{len(numbers)} phone numbers are declared for {target} ({counts}), and"
