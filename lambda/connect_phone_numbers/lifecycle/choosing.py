"""Choosing a number: a parked number, a number to adopt, or a candidate to claim."""

from __future__ import annotations

import logging
from dataclasses import replace

from ..errors import AccessDeniedError, PhoneNumberError, QuotaExceededError, TryAgainLater
from ..ledger.parked_numbers import ParkedNumber, fitting, parked_numbers, removing, taking
from ..ledger.table import TransactionConflictError
from ..model.claim import Claim, Origin
from ..model.identity import PARKED_TAG, STACK_ID_TAG, client_token, is_parked, owner
from ..model.patience import FOUND_WITHIN, LEASE_SECONDS, LOOK_AGAIN_WHILE_BUSY, TAGS_SHOWN_WITHIN
from ..model.selection import ExactPhoneNumber, ImportedPhoneNumber, PhoneNumberSearch
from ..properties.properties import Properties
from .look import Look
from .parking import emit_parked
from .search_pages import FRESH_SECONDS, search_pages
from .sending import claim_candidate
from .target import await_target

_log = logging.getLogger(__name__)


def choose(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Take a parked number, adopt a number, or choose a candidate and claim it.

    Returns:
        The claim as it is recorded then.

    Raises:
        TryAgainLater: the next step has to wait.
        PhoneNumberError: there is no such number.
        QuotaExceededError: a quota does not allow the claim.
    """
    await_target(look, properties.target)
    taken = _take_parked(look, claim, properties)
    if taken is not None:
        return taken
    target_arn, selection = properties.target.value, properties.selection
    if isinstance(selection, ExactPhoneNumber) and properties.adopt:
        return _adopt(look, claim, properties, selection)
    # The turn comes before the search: so only few resources read a page at the same time.
    exact = "" if isinstance(selection, PhoneNumberSearch) else str(selection)
    look.connect.await_claim(exact)
    _prepare(look, target_arn, exact)
    if isinstance(selection, PhoneNumberSearch):
        candidate = _search(look, claim, target_arn, selection)
    else:
        leased = _leased(look, claim, [str(selection)])
        if leased is None:
            raise TryAgainLater(f"another resource is claiming {selection}", LOOK_AGAIN_WHILE_BUSY)
        candidate = leased
    is_import = isinstance(selection, ImportedPhoneNumber)
    chosen = replace(
        look.record.claims[claim.claim_id],
        phone_number="" if is_import else candidate,
        source_phone_number_arn=candidate if is_import else "",
        target_arn=target_arn,
        client_token=client_token(look.operation.key, claim.claim_id, candidate, str(claim.attempt)),
    )
    try:
        return claim_candidate(look, chosen, properties)
    except QuotaExceededError:
        look.leases.end(candidate, claim.claim_id)
        raise


def _prepare(look: Look, target_arn: str, exact: str) -> None:
    """Read the list of numbers and the quota, which the claim's reservation needs.

    Raises:
        AccessDeniedError: the function may not ask for the quota yet.
        TryAgainLater: the account's list of numbers is long, and takes several steps to read.
    """
    try:
        look.quotas.prepare(look.targets.instance_of(target_arn), look.now)
    except (TryAgainLater, AccessDeniedError):
        # Many resources may wait for the list. If they kept their turns, all would claim at the same moment.
        look.connect.forgo_claim(exact)
        raise


def _leased(look: Look, claim: Claim, numbers: list[str]) -> str | None:
    """Lease the first number that no other claim has leased, and return it."""
    leased = look.leases.of_others(numbers, claim.claim_id)
    for number in numbers:
        if number not in leased and look.leases.take(number, claim.claim_id, LEASE_SECONDS):
            return number
    return None


def _search(look: Look, claim: Claim, target_arn: str, search: PhoneNumberSearch) -> str:
    if not claim.searched_since:
        # After a refusal, older pages are no use: they still show the refused number.
        since = look.now - 1 if claim.rejected else look.now - FRESH_SECONDS
        claim = look.record.save(replace(claim, searched_since=since))
    found = False
    for page in search_pages(look, target_arn, search, look.now, claim.searched_since):
        numbers = [number for number in page if number not in claim.rejected]
        found = found or bool(numbers)
        candidate = _leased(look, claim, numbers)
        if candidate is not None:
            return candidate
    look.record.save(replace(claim, searched_since=0))
    if found:
        raise TryAgainLater(f"other resources are claiming every {search} that was found", LOOK_AGAIN_WHILE_BUSY)
    raise PhoneNumberError(
        f"No {search} is available for {target_arn}. Try other prefixes, another type or country, or ask AWS Support "
        "for numbers there."
    )


def _take_parked(look: Look, claim: Claim, properties: Properties) -> Claim | None:
    """Take a parked number that satisfies the selection, if there is one and the template allows it.

    The number leaves the list and becomes the claim's in one transaction, so two resources never take the same number.
    It gets its target, description, tags and flows later, as any other number does.
    """
    if not properties.take_parked:
        return None
    instance_arn = look.targets.instance_of(properties.target.value)
    all_parked = parked_numbers(look.services.table)
    for parked in fitting(all_parked, properties.selection, instance_arn):
        number = parked.number
        if number.known_as in claim.rejected or not _has_room(look, parked, instance_arn):
            continue
        if not _is_still_parked(look, parked):
            continue
        held = replace(claim.holding(number, Origin.PARKED), tag_keys=(PARKED_TAG,))
        try:
            taken = look.record.save(held, taking(parked))
        except TransactionConflictError:
            continue
        _log.info("Parked number taken", extra={"phone_number": number.phone_number})
        emit_parked(all_parked, parked.instance_arn, -1, look.now)
        return taken
    return None


def _is_still_parked(look: Look, parked: ParkedNumber) -> bool:
    """Whether a number on the list is there and has the tag of parked numbers. If not, it is taken off the list.

    Raises:
        TryAgainLater: Amazon Connect may not show the tag yet.
    """
    seen = look.connect.describe(parked.number.phone_number_arn)
    if seen is not None and is_parked(seen.tags):
        return True
    if seen is not None and look.now - parked.parked_at < TAGS_SHOWN_WITHIN:
        raise TryAgainLater(
            f"{parked.number.phone_number} was just parked, and its tags do not show it yet", LOOK_AGAIN_WHILE_BUSY
        )
    _log.warning(
        "A parked number is gone, or somebody has changed its tags. It is taken off the list",
        extra={"phone_number": parked.number.phone_number},
    )
    look.services.table.delete(removing(parked))
    return False


def _has_room(look: Look, parked: ParkedNumber, instance_arn: str) -> bool:
    """Whether the instance holds the parked number already, or its quota allows one more number."""
    if parked.instance_arn == instance_arn:
        return True
    use = look.quotas.use(instance_arn, look.now)
    return use.held < use.quota


def _adopt(look: Look, claim: Claim, properties: Properties, selection: ExactPhoneNumber) -> Claim:
    """Record a number that the target holds already as the claim's. It gets the owner's tags later.

    Raises:
        PhoneNumberError: the target does not hold the number, or another resource owns it.
    """
    target_arn, phone_number = properties.target.value, selection.phone_number
    if not look.leases.take(phone_number, claim.claim_id, LEASE_SECONDS):
        raise TryAgainLater(f"another resource is adopting {phone_number}", LOOK_AGAIN_WHILE_BUSY)
    number = look.connect.find(phone_number)
    if number is None and look.now - look.operation.began_at < FOUND_WITHIN:
        # The list may lack a number for a moment.
        raise TryAgainLater(f"{phone_number} is not among the account's numbers", LOOK_AGAIN_WHILE_BUSY)
    if number is None or not look.targets.is_at(number.target_arn, target_arn):
        raise PhoneNumberError(
            f"{phone_number} is not among the numbers of {target_arn}. Name the target that holds it, or claim it "
            "instead of adopting it."
        )
    holder = owner(number.tags)
    if holder not in (None, look.resource):
        raise PhoneNumberError(
            f"{phone_number} is owned by {holder} and is not adopted. If that stack has given the number up, take the "
            f"tag {STACK_ID_TAG} off {number.phone_number_arn} and deploy again."
        )
    return look.record.save(claim.holding(number, Origin.OTHERS))
