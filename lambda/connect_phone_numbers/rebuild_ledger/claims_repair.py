"""Claims that are missing in the ledger, rebuilt from the tags of the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..decisions.recovering import rebuilt_claim
from ..errors import TryAgainLater
from ..ledger.records import Records
from ..model.claim import Claim, Origin, State
from ..model.identity import CLAIM_ID_TAG, Resource, owner
from ..model.phone_number import PhoneNumber
from .ledger_contents import LedgerContents
from .run import LOCK_SECONDS, REBUILT, Run, named


def repair_claims(run: Run, numbers: Sequence[PhoneNumber], contents: LedgerContents) -> None:
    """Add the numbers that carry a resource's tags to the resource's record, and report what does not fit together.

    Raises:
        TryAgainLater: a number can't be looked at now, or the time is up.
    """
    owned = [(number, resource) for number in numbers if (resource := owner(number.tags)) is not None]
    alike = Counter((resource, _claim_id(number)) for number, resource in owned)
    for number, resource in owned:
        claims = contents.claims.get(resource, {})
        if any(claim.phone_number_arn == number.phone_number_arn for claim in claims.values()):
            continue
        problem = _problem(number, resource, claims, alike[resource, _claim_id(number)])
        if problem:
            run.findings["Disagreements"].append(problem)
        elif number.status != "CLAIMED":
            run.findings["Skipped"].append(f"{number.phone_number} is {number.status}: run again.")
        elif run.is_dry or _add(run, number, resource):
            run.findings["ClaimsAdded"].append(named(number, resource))
    _report_disagreements(run, {number.phone_number_arn: number for number in numbers}, contents)


def _problem(number: PhoneNumber, resource: Resource, claims: Mapping[str, Claim], alike: int) -> str:
    """Why a number can't be recorded as the claim of its tags; "" where it can."""
    recorded = claims.get(_claim_id(number))
    if recorded is not None:
        return (
            f"{number.phone_number} carries the tags of {resource}, whose record has that claim as {recorded.state} "
            f"of {recorded.phone_number or 'no number yet'}: an operation is under way, or the record is an old one."
        )
    if alike > 1:
        return (
            f"{number.phone_number} is one of {alike} numbers by the same claim of {resource}. One is live, and the "
            "next Update or Delete names it; the others were retained."
        )
    return ""


def _add(run: Run, number: PhoneNumber, resource: Resource) -> bool:
    run.require_time()
    records = Records(run.tools.services.table, run.tools.services.clock)
    try:
        record = records.open_for_repair(resource, run.holder, run.now + LOCK_SECONDS)
    except TryAgainLater as busy:
        run.findings["Skipped"].append(f"{number.phone_number} of {resource}: {busy}; run again.")
        return False
    try:
        # A last look, under the lock: before it, the number may have been released, parked or moved.
        seen = run.tools.connect.describe(number.phone_number_arn)
        is_recorded = any(claim.phone_number_arn == number.phone_number_arn for claim in record.claims.values())
        has_changed = is_recorded or record.has_ended(number.phone_number_arn) or _claim_id(number) in record.claims
        if seen is None or owner(seen.tags) != resource or has_changed:
            run.findings["Skipped"].append(f"{number.phone_number} of {resource} has just been changed.")
            return False
        record.save(_rebuilt(seen, resource, record.operation_key))
        return True
    finally:
        records.unlock(resource, run.holder)


def _rebuilt(number: PhoneNumber, resource: Resource, operation_key: str) -> Claim:
    """The claim of a number whose history is lost. CloudFormation may have been given the number in any operation.

    So the claim lives until a Delete names it. It was given in no operation that a later one could roll back. It is
    wanted in the present operation, so that a late Delete from before that does not end it either.
    """
    claim = Claim(_claim_id(number), number.target_arn, operation_key, REBUILT)
    return rebuilt_claim(number, resource, claim, Origin.CLAIMED)


def _claim_id(number: PhoneNumber) -> str:
    return number.tags.get(CLAIM_ID_TAG) or number.phone_number_arn


def _report_disagreements(run: Run, numbers: Mapping[str, PhoneNumber], contents: LedgerContents) -> None:
    """Report numbers that are recorded as held, and that are gone or have other tags."""
    for resource, claims in contents.claims.items():
        for claim in claims.values():
            number = numbers.get(claim.phone_number_arn)
            by_tags = owner(number.tags) if number else None
            if claim.state is not State.HELD or by_tags == resource:
                continue
            says = "it is not among the account's numbers: others released it, or the record is an old one"
            if number is not None:
                says = f"by its tags {f'it is owned by {by_tags}' if by_tags else 'nobody owns it'}"
            held = f"{claim.phone_number} ({claim.phone_number_arn})"
            run.findings["Disagreements"].append(f"{held} is recorded as {resource}'s, and {says}.")
