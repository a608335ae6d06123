"""Mistakes, planted into the real modules one at a time: the exploration must find each within its bound."""

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

Plant = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Mistake:
    """A planted mistake.

    Attributes:
        sentence: what is wrong.
        plant: puts it into the real modules.
        configuration: in which it is found.
        left: within which bound.
    """

    name: str
    sentence: str
    plant: Plant
    configuration: Configuration
    left: Left


def _one_after_the_other(*patches: AbstractContextManager[Any]) -> AbstractContextManager[Any]:
    stack = ExitStack()
    for each in patches:
        stack.enter_context(each)
    return stack


def _unchecked_parking() -> AbstractContextManager[Any]:
    return patch.object(choosing, "_is_still_parked", lambda look, parked: True)


def _marked_is_taken() -> AbstractContextManager[Any]:
    def any_fitting(all_parked: Any, *arguments: Any) -> Any:
        return parked_numbers.fitting([replace(parked, releasing="") for parked in all_parked], *arguments)

    def taking(parked: Any) -> Write:
        return Write("Delete", parked_key(parked.number.phone_number_arn), condition="attribute_exists(PK)")

    return _one_after_the_other(
        patch.object(choosing, "fitting", any_fitting), patch.object(choosing, "taking", taking)
    )


def _no_doom_at_failure() -> AbstractContextManager[Any]:
    return patch.object(step, "doomed_by_failure", lambda claims, key: [])


def _taken_back_after_a_lost_answer() -> AbstractContextManager[Any]:
    send = sending._send

    def careless(*arguments: Any) -> Claim:
        try:
            return send(*arguments)
        except TryAgainLater as unknown:
            raise PhoneNumberError(str(unknown)) from unknown

    return patch.object(sending, "_send", careless)


def _late_version() -> AbstractContextManager[Any]:
    writes = reservation.Quotas._writes

    def late(self: Any, spending: Any, state: Any, listed_at: int) -> tuple[Write, ...]:
        latest = quota_state_from(self._table.get(quota_key(spending.instance_arn)), spending.instance_arn)
        return writes(self, spending, replace(state, version=latest.version), listed_at)

    return patch.object(reservation.Quotas, "_writes", late)


def _older_events_carried_out() -> AbstractContextManager[Any]:
    def by_arrival(key: str, newest: str, superseded: Any) -> Arrival:
        return Arrival.REPEATED if key == newest else Arrival.NEWEST

    return patch.object(records, "arrival", by_arrival)


def _recorded_after_sending() -> AbstractContextManager[Any]:
    def hasty(look: Any, claim: Claim, properties: Any) -> Claim:
        requested = sending._send(look, claim, properties)
        reserved = sending._reserve(look, replace(claim, state=State.CANDIDATE))
        return look.record.save(replace(requested, reserved_at=reserved.reserved_at, sent_at=look.now))

    return patch.object(choosing, "claim_candidate", hasty)


def _decided_again_while_releasing() -> AbstractContextManager[Any]:
    decide = ending.next_end_step

    def forgetful(claim: Claim, *arguments: Any) -> ending.EndDecision:
        held = replace(claim, state=State.HELD) if claim.state is State.RELEASING else claim
        return decide(held, *arguments)

    return patch.object(lifecycle_ending, "next_end_step", forgetful)


def _given_before_held() -> AbstractContextManager[Any]:
    def early(*arguments: Any, **more: Any) -> wanting.Wanted:
        decided = wanting.wanted(*arguments, **more)
        return replace(decided, claim=decided.claim.given(arguments[-1]))

    return patch.object(step, "wanted", early)


def _no_lock() -> AbstractContextManager[Any]:
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


def _pending_id_of_any_create() -> AbstractContextManager[Any]:
    def latest(creates: dooming.Creates, named: str) -> str:
        return "" if dooming.is_phone_number_arn(named) or not creates.unnamed else creates.unnamed[-1]

    return patch.object(dooming.Creates, "create_of", latest)


def _adopted_is_released() -> AbstractContextManager[Any]:
    return patch.object(ending, "is_given_back", lambda claim, ending: False)


def _late_delete_ends_everything() -> AbstractContextManager[Any]:
    return patch.object(step, "doomed_by_late_delete", lambda claims, key, named: list(claims))


def _other_tokens() -> AbstractContextManager[Any]:
    again = sending.claim_again

    def anew(look: Any, claim: Claim, properties: Any) -> Claim:
        return again(look, replace(claim, client_token=f"{claim.client_token} once more"), properties)

    return _one_after_the_other(
        patch.dict(holding._CHOICES, {Step.CLAIM_AGAIN: anew}),
        patch.object(sending, "_reserve_again", sending._reserve),
    )


def _repetition_counts_once() -> AbstractContextManager[Any]:
    return patch.object(sending, "_reserve_again", sending._reserve)


def _reserved_releases_hide_numbers() -> AbstractContextManager[Any]:
    use_of = reservation.use_of

    def hopeful(quota: Any, numbers: Any, state: Any, *arguments: Any, **more: Any) -> Any:
        return use_of(quota, frozenset(numbers) - state.released.keys(), state, *arguments, **more)

    return patch.object(reservation, "use_of", hopeful)


def _failed_delete_marks_nothing() -> AbstractContextManager[Any]:
    def failed(look: Any, reason: str) -> Any:
        with patch.object(step, "_doomed_by_delete", lambda look: []):
            return step_failed(look, reason)

    step_failed = step.failed
    return patch.object(step, "failed", failed)


def _reconciled_without_a_last_look() -> AbstractContextManager[Any]:
    def hasty(run: Any, number: Any, resource: Any) -> bool:
        opened = records.Records(run.tools.services.table, run.tools.services.clock)
        record = opened.open_for_repair(resource, run.holder, run.now + 60)
        record.save(claims_repair._rebuilt(number, resource, record.operation_key))
        opened.unlock(resource, run.holder)
        return True

    return patch.object(claims_repair, "_add", hasty)


_ANOTHERS_PLACE = Number("+12065550109", Status.CLAIMED, INSTANCE, is_listed=True, belongs_to="bystander", claims=1)

MISTAKES = (
    Mistake(
        "parked-unchecked",
        "A parked number is taken without a look whether it is parked still.",
        _unchecked_parking,
        configurations.PARKED,
        Left(operations=1, commands=1),
    ),
    Mistake(
        "marked-is-taken",
        "A parked number is taken though an operator has begun to release it.",
        _marked_is_taken,
        configurations.PARKED,
        Left(operations=1, commands=1),
    ),
    Mistake(
        "no-doom-at-failure",
        "What a failed Create has claimed is not marked.",
        _no_doom_at_failure,
        configurations.NO_ROLLBACK,
        Left(operations=1, faults=1),
    ),
    Mistake(
        "taken-back-after-a-lost-answer",
        "A claim whose answer was lost is taken back from the budget.",
        _taken_back_after_a_lost_answer,
        configurations.ONE_NUMBER,
        Left(operations=1, faults=1),
    ),
    Mistake(
        "late-version",
        "The version of the counted operations is read after the decision.",
        _late_version,
        configurations.ONE_PLACE,
        Left(operations=2),
    ),
    Mistake(
        "older-event-carried-out",
        "An event that comes after a later one is carried out.",
        _older_events_carried_out,
        configurations.ONE_NUMBER,
        Left(operations=2),
    ),
    Mistake(
        "recorded-after-sending",
        "The candidate is recorded after its claim is sent.",
        _recorded_after_sending,
        configurations.ONE_NUMBER,
        Left(operations=1),
    ),
    Mistake(
        "decided-again-while-releasing",
        "What to do with a number is decided again while its release is under way.",
        _decided_again_while_releasing,
        replace(
            configurations.SLOWLY,
            begins_with={"One": "a"},
            updates=(),
            behaviour=Behaviour(quota=2, releases_take_time=True),
        ),
        Left(operations=1),
    ),
    Mistake(
        "given-before-held",
        "That CloudFormation was given a number is recorded before the number is held.",
        _given_before_held,
        configurations.NO_ROLLBACK,
        Left(operations=1, faults=1),
    ),
    Mistake(
        "no-lock",
        "The lock is checked neither when it is taken nor at a write.",
        _no_lock,
        replace(configurations.ONE_NUMBER, faults=frozenset({Fault.TWO_AT_ONCE})),
        Left(operations=1, faults=1),
    ),
    Mistake(
        "pending-id-of-any-create",
        "The id of a failed Create stands for the latest Create.",
        _pending_id_of_any_create,
        configurations.NO_ROLLBACK,
        Left(operations=2, faults=1),
    ),
    Mistake(
        "taken-over-is-released",
        "A number that was adopted is released like any other.",
        _adopted_is_released,
        configurations.ADOPTED,
        Left(operations=2),
    ),
    Mistake(
        "late-delete-ends-everything",
        "A Delete that comes late ends what a later Create made.",
        _late_delete_ends_everything,
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
    ),
    Mistake(
        "other-tokens",
        "A claim is sent again with another ClientToken, and reserved as if it had the same.",
        _other_tokens,
        replace(configurations.ONE_NUMBER, behaviour=Behaviour(counts_refused=True)),
        Left(operations=1, faults=1),
    ),
    Mistake(
        "repetition-counts-once",
        "A claim that is sent again is not reserved beside the first one, and the service refuses and counts both.",
        _repetition_counts_once,
        replace(
            configurations.ONE_NUMBER,
            numbers=(Number(FIRST, Status.ANOTHERS),),
            behaviour=Behaviour(counts_refused=True),
        ),
        Left(operations=1, faults=1),
    ),
    Mistake(
        "reserved-releases-hide-numbers",
        "A number whose release is reserved, and perhaps not sent, takes no place.",
        _reserved_releases_hide_numbers,
        replace(
            configurations.ONE_PLACE,
            begins_with={"One": "a"},
            behaviour=Behaviour(quota=2),
            numbers=(*configurations.ONE_PLACE.numbers, _ANOTHERS_PLACE),
        ),
        Left(operations=2),
    ),
    Mistake(
        "failed-delete-marks-nothing",
        "A Delete that fails before its first step does not mark what it was to end.",
        _failed_delete_marks_nothing,
        configurations.NO_ROLLBACK,
        Left(operations=2, faults=1),
    ),
    Mistake(
        "reconciled-without-a-last-look",
        "reconcile records a number by its tags as it read them, without a last look under the record's lock.",
        _reconciled_without_a_last_look,
        configurations.RECONCILED,
        Left(operations=1, commands=1),
    ),
)
