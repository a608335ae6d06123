"""Claims that the ledger lacks, rebuilt from the tags of the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .core.claim import Claim, ClaimStatus
from .core.identity import Resource, owner
from .errors import TryAgainLater
from .ledger_contents import LedgerContents
from .lost_claims import REPAIRED
from .repair import LOCK_SECONDS, Findings, Repair
from .tag_readings import TaggedNumber


def repair_claims(
    repair: Repair, numbers: Sequence[TaggedNumber], contents: LedgerContents, findings: Findings
) -> None:
    """Give each resource's record the numbers that carry the resource's tags, and report what does not fit together.

    Raises:
        TryAgainLater: a number could not be looked at.
    """
    for number in numbers:
        resource = number.owner
        if resource is not None:
            _repair_claim(repair, number, resource, contents.claims.get(resource, {}), findings)
    _report_absent(numbers, contents, findings)
    _report_several(numbers, findings)


def _repair_claim(
    repair: Repair, number: TaggedNumber, resource: Resource, claims: dict[str, Claim], findings: Findings
) -> None:
    if any(claim.phone_number_arn == number.phone_number_arn for claim in claims.values()):
        return
    recorded = claims.get(number.claim_id)
    if recorded is not None:
        findings.disagreements.append(
            f"{number.phone_number} carries the tags of {resource}, whose record has that claim as {recorded.status} "
            f"of {recorded.phone_number or 'no number yet'}: an operation is under way, or the record is an old one."
        )
        return
    if number.status != "CLAIMED":
        findings.skipped.append(f"{number.phone_number} is {number.status}: run again.")
        return
    if repair.is_dry_run or _add(repair, number, resource, findings):
        findings.claims_added.append({**_named(number), **_named_resource(resource)})


def _add(repair: Repair, number: TaggedNumber, resource: Resource, findings: Findings) -> bool:
    try:
        record = repair.ledger.open_for_repair(resource, repair.holder, repair.now + LOCK_SECONDS)
    except TryAgainLater as busy:
        findings.skipped.append(f"{number.phone_number} of {resource}: {busy}; run again.")
        return False
    try:
        held = [claim for claim in record.claims.values() if claim.phone_number_arn == number.phone_number_arn]
        # A last look, under the lock: while it was not held, the number may have been released, parked or moved.
        seen = repair.connect.describe(number.phone_number_arn)
        if held or number.claim_id in record.claims or seen is None or owner(seen.tags) != resource:
            findings.skipped.append(f"{number.phone_number} of {resource} has just been changed.")
            return False
        record.save(_claim(TaggedNumber.of(seen, repair.now), resource))
        return True
    finally:
        repair.ledger.close(resource, repair.holder)


def _claim(number: TaggedNumber, resource: Resource) -> Claim:
    claim_id = number.claim_id or number.phone_number_arn
    return replace(
        Claim(claim_id, number.target_arn).holding(number),
        tag_keys=tuple(sorted(resource.owner_tags(claim_id))),
        reported_in=REPAIRED,
    )


def _report_absent(numbers: Sequence[TaggedNumber], contents: LedgerContents, findings: Findings) -> None:
    present = {number.phone_number_arn: number for number in numbers}
    for resource, claims in contents.claims.items():
        for claim in claims.values():
            if claim.status is not ClaimStatus.CLAIMED:
                continue
            number = present.get(claim.phone_number_arn)
            if number is None:
                findings.disagreements.append(
                    f"{claim.phone_number} ({claim.phone_number_arn}) is recorded as {resource}'s and is not among the "
                    "account's numbers: it was released by others, or the record is an old one."
                )
            elif number.owner != resource:
                findings.disagreements.append(
                    f"{claim.phone_number} ({claim.phone_number_arn}) is recorded as {resource}'s, and by its tags "
                    f"{f'it is owned by {number.owner}' if number.owner else 'nobody owns it'}."
                )


def _report_several(numbers: Sequence[TaggedNumber], findings: Findings) -> None:
    for resource, count in Counter(number.owner for number in numbers if number.owner is not None).items():
        if count > 1:
            held = ", ".join(number.phone_number for number in numbers if number.owner == resource)
            findings.disagreements.append(
                f"{resource} owns {count} numbers by their tags: {held}. One is live; the others were retained, or are "
                "left over from an update, or are about to be released by one."
            )


def _named(number: TaggedNumber) -> dict[str, str]:
    return {"PhoneNumber": number.phone_number, "PhoneNumberArn": number.phone_number_arn}


def _named_resource(resource: Resource) -> dict[str, str]:
    return {"StackId": resource.stack_id, "LogicalResourceId": resource.logical_resource_id}
