"""Planted mistakes: each is put into the real modules alone, and the exploration must find it within a bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from connect_phone_numbers.decisions import dooming, ending, wanting
from connect_phone_numbers.decisions.holding import Step
from connect_phone_numbers.decisions.order import Arrival
from connect_phone_numbers.errors import PhoneNumberError, TryAgainLater
from connect_phone_numbers.ledger import parked_numbers, records
from connect_phone_numbers.ledger.layout import parked_key, quota_key, quota_state_from, resource_key
from connect_phone_numbers.ledger.table import Write
from connect_phone_numbers.lifecycle import choosing, holding, sending, step
from connect_phone_numbers.lifecycle import ending as lifecycle_ending
from connect_phone_numbers.model.claim import Claim, State
from connect_phone_numbers.quota import reservation
from connect_phone_numbers.rebuild_ledger import claims_repair
from tests.explore import configurations
from tests.explore.configuration import Configuration, Fault
from tests.explore.configurations import FIRST, SECOND, THIRD
from tests.explore.connect import Behaviour
from tests.explore.numbers import INSTANCE, Number, Status
from tests.explore.world import Left

Planted = AbstractContextManager[Any]
"""While it is entered, the mistake is in the real modules."""


@dataclass(frozen=True)
class Mistake:
    """A planted mistake.

    Attributes:
        plant: puts it into the real modules.
        configuration: in which it is found.
        left: within which bound.
    """

    plant: Callable[[], Planted]
    configuration: Configuration
    left: Left

    @property
    def name(self) -> str:
        """The name of the function that plants it."""
        return self.plant.__name__


MISTAKES: list[Mistake] = []


def mistake(configuration: Configuration, left: Left) -> Callable[[Callable[[], Planted]], Callable[[], Planted]]:
    """Add what a function plants to the mistakes. Its docstring says what is wrong."""

    def add(plant: Callable[[], Planted]) -> Callable[[], Planted]:
        MISTAKES.append(Mistake(plant, configuration, left))
        return plant

    return add


_ANOTHERS_PLACE = Number("+12065550109", Status.CLAIMED, INSTANCE, is_listed=True, belongs_to="bystander", claims=1)


def _one_after_the_other(*patches: Planted) -> Planted:
    stack = ExitStack()
    for each in patches:
        stack.enter_context(each)
    return stack


@mistake(configurations.PARKED, Left(operations=1, commands=1))
def parked_unchecked() -> Planted:
    """A parked number is taken without a look whether it is parked still."""
    return patch.object(choosing, "_is_still_parked", lambda look, parked: True)


@mistake(configurations.PARKED, Left(operations=1, commands=1))
def marked_is_taken() -> Planted:
    """A parked number is taken though an operator has begun to release it."""

    def any_fitting(all_parked: Any, *arguments: Any) -> Any:
        return parked_numbers.fitting([replace(parked, releasing="") for parked in all_parked], *arguments)

    def taking(parked: Any) -> Write:
        return Write("Delete", parked_key(parked.number.phone_number_arn), condition="attribute_exists(PK)")

    return _one_after_the_other(
        patch.object(choosing, "fitting", any_fitting), patch.object(choosing, "taking", taking)
    )


@mistake(configurations.NO_ROLLBACK, Left(operations=1, faults=1))
def no_doom_at_failure() -> Planted:
    """What a failed Create has claimed is not marked."""
    return patch.object(step, "doomed_by_failure", lambda claims, key: [])


@mistake(configurations.ONE_NUMBER, Left(operations=1, faults=1))
def taken_back_after_a_lost_answer() -> Planted:
    """A claim whose answer was lost is taken back from the budget."""
    send = sending._send

    def careless(*arguments: Any) -> Claim:
        try:
            return send(*arguments)
        except TryAgainLater as unknown:
            raise PhoneNumberError(str(unknown)) from unknown

    return patch.object(sending, "_send", careless)


@mistake(configurations.ONE_PLACE, Left(operations=2))
def late_version() -> Planted:
    """The version of the counted operations is read after the decision."""
    writes = reservation.Quotas._writes

    def late(self: Any, spending: Any, state: Any, listed_at: int) -> tuple[Write, ...]:
        latest = quota_state_from(self._table.get(quota_key(spending.instance_arn)), spending.instance_arn)
        return writes(self, spending, replace(state, version=latest.version), listed_at)

    return patch.object(reservation.Quotas, "_writes", late)


@mistake(configurations.ONE_NUMBER, Left(operations=2))
def older_event_carried_out() -> Planted:
    """An event that comes after a later one is carried out."""

    def by_arrival(key: str, newest: str, superseded: Any) -> Arrival:
        return Arrival.REPEATED if key == newest else Arrival.NEWEST

    return patch.object(records, "arrival", by_arrival)


@mistake(configurations.ONE_NUMBER, Left(operations=1))
def recorded_after_sending() -> Planted:
    """The candidate is recorded after its claim is sent."""

    def hasty(look: Any, claim: Claim, properties: Any) -> Claim:
        requested = sending._send(look, claim, properties)
        reserved = sending._reserve(look, replace(claim, state=State.CANDIDATE))
        return look.record.save(replace(requested, reserved_at=reserved.reserved_at, sent_at=look.now))

    return patch.object(choosing, "claim_candidate", hasty)


@mistake(
    replace(
        configurations.SLOWLY,
        begins_with={"One": "a"},
        updates=(),
        behaviour=Behaviour(quota=2, releases_take_time=True),
    ),
    Left(operations=1),
)
def decided_again_while_releasing() -> Planted:
    """What to do with a number is decided again while its release is under way."""
    decide = ending.next_end_step

    def forgetful(claim: Claim, *arguments: Any) -> ending.EndDecision:
        held = replace(claim, state=State.HELD) if claim.state is State.RELEASING else claim
        return decide(held, *arguments)

    return patch.object(lifecycle_ending, "next_end_step", forgetful)


@mistake(configurations.NO_ROLLBACK, Left(operations=1, faults=1))
def given_before_held() -> Planted:
    """That CloudFormation was given a number is recorded before the number is held."""

    def early(*arguments: Any, **more: Any) -> wanting.Wanted:
        decided = wanting.wanted(*arguments, **more)
        return replace(decided, claim=decided.claim.given(arguments[-1]))

    return patch.object(step, "wanted", early)


@mistake(replace(configurations.ONE_NUMBER, faults=frozenset({Fault.TWO_AT_ONCE})), Left(operations=1, faults=1))
def no_lock() -> Planted:
    """The lock is checked neither when it is taken nor at a write."""

    def lock(self: Any, resource: Any, holder: str, until: float, condition: str, values: Mapping[str, Any]) -> Any:
        return self._table.update(
            Write(
                "Update",
                resource_key(resource),
                expression="SET LockHolder = :holder, LockedUntil = :until",
                condition=condition.removeprefix(" AND "),
                values={":holder": holder, ":until": int(until), **values},
            )
        )

    def writer(self: Any, holder: str, key: str) -> Callable[[Write, tuple[Write, ...]], None]:
        def write(own: Write, others: tuple[Write, ...]) -> None:
            guarded = replace(own, condition="OperationKey = :key", values={**own.values, ":key": key})
            self._table.transact(guarded, *others)

        return write

    return _one_after_the_other(
        patch.object(records.Records, "_lock", lock), patch.object(records.Records, "_writer", writer)
    )


@mistake(configurations.NO_ROLLBACK, Left(operations=2, faults=1))
def pending_id_of_any_create() -> Planted:
    """The id of a failed Create stands for the latest Create."""

    def latest(creates: dooming.Creates, named: str) -> str:
        return "" if dooming.is_phone_number_arn(named) or not creates.unnamed else creates.unnamed[-1]

    return patch.object(dooming.Creates, "create_of", latest)


@mistake(configurations.ADOPTED, Left(operations=2))
def taken_over_is_released() -> Planted:
    """A number that was adopted is released like any other."""
    return patch.object(ending, "is_given_back", lambda claim, ending: False)


@mistake(
    replace(
        configurations.REPLACED,
        properties={**configurations.REPLACED.properties, "c": {**configurations.EXACT, "PhoneNumber": THIRD}},
        creates={"One": ("b",)},
        updates=("c",),
        numbers=(Number(FIRST), Number(SECOND), Number(THIRD)),
        faults=frozenset({Fault.REPEATED}),
        cancels=False,
        rolls_back=False,
    ),
    Left(operations=3, faults=1),
)
def late_delete_ends_everything() -> Planted:
    """A Delete that comes late ends what a later Create made."""
    return patch.object(step, "doomed_by_late_delete", lambda claims, key, named: list(claims))


@mistake(replace(configurations.ONE_NUMBER, behaviour=Behaviour(counts_refused=True)), Left(operations=1, faults=1))
def other_tokens() -> Planted:
    """A claim is sent again with another ClientToken, and reserved as if it had the same."""
    again = sending.claim_again

    def anew(look: Any, claim: Claim, properties: Any) -> Claim:
        return again(look, replace(claim, client_token=f"{claim.client_token} once more"), properties)

    return _one_after_the_other(
        patch.dict(holding._CHOICES, {Step.CLAIM_AGAIN: anew}),
        patch.object(sending, "_reserve_again", sending._reserve),
    )


@mistake(
    replace(
        configurations.ONE_NUMBER,
        numbers=(Number(FIRST, Status.ANOTHERS),),
        behaviour=Behaviour(counts_refused=True),
    ),
    Left(operations=1, faults=1),
)
def repetition_counts_once() -> Planted:
    """A claim that is sent again is not reserved beside the first one, and the service refuses and counts both."""
    return patch.object(sending, "_reserve_again", sending._reserve)


@mistake(
    replace(
        configurations.ONE_PLACE,
        begins_with={"One": "a"},
        behaviour=Behaviour(quota=2),
        numbers=(*configurations.ONE_PLACE.numbers, _ANOTHERS_PLACE),
    ),
    Left(operations=2),
)
def reserved_releases_hide_numbers() -> Planted:
    """A number whose release is reserved, and perhaps not sent, takes no place."""
    use_of = reservation.use_of

    def hopeful(quota: Any, numbers: Any, state: Any, *arguments: Any, **more: Any) -> Any:
        return use_of(quota, frozenset(numbers) - state.released.keys(), state, *arguments, **more)

    return patch.object(reservation, "use_of", hopeful)


@mistake(configurations.NO_ROLLBACK, Left(operations=2, faults=1))
def failed_delete_marks_nothing() -> Planted:
    """A Delete that fails before its first step does not mark what it was to end."""

    def failed(look: Any, reason: str) -> Any:
        with patch.object(step, "_doomed_by_delete", lambda look: []):
            return step_failed(look, reason)

    step_failed = step.failed
    return patch.object(step, "failed", failed)


@mistake(configurations.RECONCILED, Left(operations=1, commands=1))
def reconciled_without_a_last_look() -> Planted:
    """reconcile records a number by its tags as it read them, without a last look under the record's lock."""

    def hasty(run: Any, number: Any, resource: Any) -> bool:
        opened = records.Records(run.tools.services.table, run.tools.services.clock)
        record = opened.open_for_repair(resource, run.holder, run.now + 60)
        record.save(claims_repair._rebuilt(number, resource, record.operation_key))
        opened.unlock(resource, run.holder)
        return True

    return patch.object(claims_repair, "_add", hasty)
