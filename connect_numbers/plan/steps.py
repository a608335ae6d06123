"""The steps of a deployment, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .begin import begin
from .change import StackChange
from .declared import DeclaredNumber
from .end import end
from .go_on import go_on, replaces
from .state import PlannedAccount
from .step import Action, Step


def steps_of(account: PlannedAccount, change: StackChange) -> Iterator[Step]:
    """What a deployment of one stack does: claims and changes, and at last, in the clean-up, what has to go."""
    if change.deployed is not None and not change.deployed.is_stable and (change.before or change.after):
        status = change.deployed.status
        yield Step(change.name, "", Action.FAIL, "", f"the stack is {status}: no deployment can begin before that ends")
        return
    replaced: list[tuple[DeclaredNumber, DeclaredNumber]] = []
    for logical_id, new in change.after.items():
        old = change.before.get(logical_id)
        if old is None or not old.physical_id:
            yield begin(account, change.name, new)
        elif replaces(account, old, new):
            begun = begin(account, change.name, new)
            yield begun
            if begun.action is not Action.FAIL:
                replaced.append((old, new))
        else:
            yield go_on(account, change.name, old, new)
    yield from _clean_up(account, change, replaced)


def _clean_up(
    account: PlannedAccount, change: StackChange, replaced: list[tuple[DeclaredNumber, DeclaredNumber]]
) -> Iterator[Step]:
    for old, new in replaced:
        ended = end(account, change.name, old, is_retained=new.is_retained_when_replaced)
        if ended is not None:
            yield replace(ended, detail=f"replaced; {ended.detail}")
    for logical_id, old in change.before.items():
        if logical_id not in change.after:
            ended = end(account, change.name, old, is_retained=old.is_retained)
            if ended is not None:
                yield ended
