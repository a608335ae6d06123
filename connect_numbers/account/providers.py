"""The providers of an account and Region: the functions that the deployed stacks' phone numbers name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code
from connect_phone_numbers.aws.services import Settings

from ..aws.aws import Aws
from ..output.progress import counted
from ..templates.declared import RESOURCE_TYPE, service_tokens
from ..templates.deployed import deployed_stack, exports, resource_types
from ..templates.scope import Scope

_GONE = ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS")


@dataclass(frozen=True)
class Provider:
    """A provider's function.

    Attributes:
        settings: what its stack says, its ledger among that.
        code_sha256: of its code, as Lambda tells it.
    """

    function_arn: str
    function_name: str
    timeout_seconds: int
    settings: Settings = field(repr=False)
    code_sha256: str


class Providers:
    """The functions, by what a resource names as its ServiceToken; asked for once each."""

    def __init__(self, aws: Aws) -> None:
        """Ask in the account's Region."""
        self._aws = aws
        self._known: dict[str, Provider | None] = {}

    def behind(self, service_token: str) -> Provider | None:
        """The function that a ServiceToken is of, or that has this name; None where there is none."""
        if service_token not in self._known:
            self._known[service_token] = self._ask(service_token)
        return self._known[service_token]

    def in_use(self, first: Iterable[str] = ()) -> Iterator[tuple[str, Provider]]:
        """Each stack that has phone numbers, by its id, with the function behind them.

        Every stack of the account and Region is looked through, a call each.

        Args:
            first: the ids of stacks that are looked at before the others.
        """
        ids = [*dict.fromkeys([*first, *self._stack_ids()])]
        exported = exports(self._aws)
        for stack_id in counted(ids, "Looking through the stacks"):
            for token in self._tokens_of(stack_id, exported):
                provider = self.behind(token)
                if provider is not None:
                    yield stack_id, provider

    def _stack_ids(self) -> list[str]:
        pages = self._aws.cloudformation().get_paginator("describe_stacks").paginate()
        return [each["StackId"] for page in pages for each in page["Stacks"] if each["StackStatus"] not in _GONE]

    def _tokens_of(self, stack_id: str, exported: Mapping[str, str]) -> set[str]:
        stack = deployed_stack(self._aws, stack_id) if self._has_numbers(stack_id) else None
        if stack is None:
            return set()
        account = stack.stack_id.split(":")[4]
        return service_tokens(Scope.of_deployed(stack, account, self._aws.region, exported))

    def _has_numbers(self, stack_id: str) -> bool:
        try:
            return any(type == RESOURCE_TYPE for type in resource_types(self._aws, stack_id).values())
        except ClientError as error:
            # A stack that is gone; the ledger may name it still.
            if error_code(error) == "ValidationError":
                return False
            raise

    def _ask(self, service_token: str) -> Provider | None:
        try:
            found = self._aws.lambda_().get_function_configuration(FunctionName=service_token)
        except ClientError as error:
            if error_code(error) == "ResourceNotFoundException":
                return None
            raise
        return Provider(
            found["FunctionArn"],
            found["FunctionName"],
            found.get("Timeout", 0),
            Settings.of(found.get("Environment", {}).get("Variables", {})),
            found.get("CodeSha256", ""),
        )
