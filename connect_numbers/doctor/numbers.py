"""Checks of the numbers: each is owned or parked, and none has FAILED."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..account.inventory import InventoryNumber
from ..account.owner import Ownership
from ..output.words import count
from .finding import Finding, ok, problem, warning


def check_numbers(numbers: Sequence[InventoryNumber]) -> Iterator[Finding]:
    """Findings about the numbers' owners and statuses, and about the stacks that own them."""
    unowned = _in(numbers, Ownership.UNOWNED)
    orphaned = _in(numbers, Ownership.ORPHANED)
    failed = [each.number.phone_number for each in numbers if each.number.status == "FAILED"]
    if unowned:
        yield warning("numbers", f"{', '.join(unowned)}: owned by nobody", "connect-numbers import")
    if orphaned:
        yield warning(
            "numbers",
            f"{', '.join(orphaned)}: of stacks that are gone",
            "connect-numbers list --unowned; take the tag connect-phone-number:stack-id off, and adopt or release them",
        )
    if failed:
        yield warning(
            "numbers",
            f"{', '.join(failed)}: FAILED",
            "aws connect describe-phone-number tells why; a failed claim lapses within a day",
        )
    if not (unowned or orphaned or failed):
        yield ok("numbers", f"{count(len(numbers), 'number')}, each owned or parked")
    yield from _check_stacks(numbers)


def _in(numbers: Sequence[InventoryNumber], ownership: Ownership) -> list[str]:
    return [each.number.phone_number for each in numbers if each.ownership is ownership]


def _check_stacks(numbers: Sequence[InventoryNumber]) -> Iterator[Finding]:
    stacks = {each.owner.stack.stack_id: each.owner.stack for each in numbers if each.owner is not None}
    for stack in stacks.values():
        if stack.status.endswith("_FAILED"):
            is_rollback = stack.status == "UPDATE_ROLLBACK_FAILED"
            command = "continue-update-rollback" if is_rollback else "delete-stack"
            yield problem(
                "stacks", f"{stack.name} is {stack.status}", f"aws cloudformation {command} --stack-name {stack.name}"
            )
