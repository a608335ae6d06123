"""The control of the local Connect: its clock, its faults, other customers, and the journal of its calls.

Arguments and results are plain data, so that the same methods work over HTTP (`ControlClient`).
"""

from dataclasses import asdict, replace
from typing import Any, cast

from moto.connect.models import connect_backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.utils import get_service_model

from ..operations import Control, operation
from .controlled.faults import Fault, FaultKind, StatusFailure
from .controlled.state import ControlledState, controlled_state
from .models import ConnectBackend, state_lock
from .models.arns import ConnectArn, parse_arn
from .models.inventory import DID, inventory
from .models.phone_number import PhoneNumber
from .models.phone_number_claims import ClaimRequest
from .models.state import reset_connect_state


class ConnectControl(Control):
    """Controls the local Connect in ways that no customer of AWS has. Times are seconds since the epoch.

    A wrong argument is a ValueError. Console operations raise the service's own errors.
    """

    def perform(self, name: str, arguments: dict[str, Any]) -> object:
        """Carry out the operation of this name. No other operation runs at the same time."""
        with state_lock:
            controlled_state().mirror()
            return super().perform(name, arguments)

    @operation
    def reset(self) -> None:
        """Forget everything: instances, numbers, settings, faults, the journal, the clock's advance."""
        connect_backends.clear()
        reset_connect_state()

    @operation
    def now(self) -> float:
        """The service's time."""
        return controlled_state().clock.now()

    @operation
    def advance(self, seconds: float) -> float:
        """Move the service's clock forward. Returns the new time."""
        controlled_state().clock.advance(seconds)
        controlled_state().mirror()
        return controlled_state().clock.now()

    @operation
    def settings(self) -> dict[str, Any]:
        """The settings, by the names of `ControlledSettings`."""
        return asdict(controlled_state().settings)

    @operation
    def configure(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Change some settings, and return all. ValueError for unknown names. See `ControlledSettings`."""
        state = controlled_state()
        unknown = sorted(set(settings) - set(asdict(state.settings)))
        if unknown:
            known = ", ".join(sorted(asdict(state.settings)))
            raise ValueError(f"no such setting: {', '.join(unknown)}; there are {known}")
        state.settings = replace(state.settings, **settings)
        return asdict(state.settings)

    @operation
    def hold(self, phone_number: str) -> None:
        """Let another customer claim the number now."""
        controlled_state().pool.give_to_others(phone_number)

    @operation
    def unhold(self, phone_number: str) -> None:
        """Let the other customer's number become free."""
        controlled_state().pool.take_from_others(phone_number)

    @operation
    def lose_race(self, phone_number: str | None = None, count: int = 1) -> None:
        """Let another customer claim the number just before its next claim, `count` times. None: any number."""
        controlled_state().lost_races.extend([phone_number] * count)

    @operation
    def fail_next_claims(self, message: str, count: int = 1, phone_number: str | None = None) -> None:
        """Let the next `count` accepted claims (of that number; None: of any) end FAILED with `message` (≤ 255)."""
        controlled_state().claim_failures.add(_status_failure(message, count, phone_number))

    @operation
    def fail_next_updates(self, message: str, count: int = 1, phone_number: str | None = None) -> None:
        """Let the next `count` moves (UpdatePhoneNumber) end FAILED with `message` (≤ 255), nothing moved."""
        controlled_state().move_failures.add(_status_failure(message, count, phone_number))

    @operation
    def fail_next_instances(self, count: int = 1) -> None:
        """Let the next instances end CREATION_FAILED."""
        controlled_state().failing_instances += count

    @operation
    def fail_next_traffic_distribution_groups(self, count: int = 1) -> None:
        """Let the next groups end CREATION_FAILED."""
        controlled_state().failing_groups += count

    @operation
    def inject_fault(
        self, operation: str, kind: str, count: int = 1, after: int = 0, region_name: str | None = None
    ) -> None:
        """Disturb `count` calls of an operation (`*`: any), after the next `after` calls of it.

        kind: throttle, internal_error, access_denied, drop_before_effect (nothing happens, no answer),
        drop_after_effect (it happens, no answer); or an error that the model has for the operation, by its name, as
        `ResourceInUseException`.
        """
        controlled_state().faults.add(Fault(operation, _fault_kind(operation, kind), count, after, region_name))

    @operation
    def clear_faults(self) -> None:
        """Remove all disturbances: faults, failing claims, moves, instances and groups, lost races, hidden numbers."""
        state = controlled_state()
        state.flapping.clear()
        state.faults.clear()
        state.claim_failures.clear()
        state.move_failures.clear()
        state.lost_races.clear()
        state.failing_instances = state.failing_groups = 0

    @operation
    def set_quota(self, instance_arn: str, value: int) -> None:
        """Set the instance's own quota of active phone numbers. Service Quotas shows it, too."""
        controlled_state().quota.quotas[instance_arn] = value

    @operation
    def clear_quota(self, instance_arn: str) -> None:
        """Remove the instance's own quota, as for a new instance: the account's quota counts."""
        controlled_state().quota.quotas.pop(instance_arn, None)

    @operation
    def quota_requests(self) -> list[dict[str, Any]]:
        """The requests for higher quotas: `id`, `context_id` (an instance's ARN, or `*`), `desired_value`, `status`."""
        return [asdict(request) for request in controlled_state().quota.requests]

    @operation
    def decide_quota_request(self, id: str, status: str) -> None:
        """Give a request the status APPROVED, which applies it, or DENIED, CASE_OPENED and so on."""
        state = controlled_state()
        [request] = [each for each in state.quota.requests if each.id == id]
        state.decide(request, status)

    @operation
    def hide_from_lists(self, phone_number: str, count: int = 1) -> None:
        """Let the next `count` answers of ListPhoneNumbersV2 lack the number, though it is there."""
        controlled_state().flapping.hide(phone_number, count)

    @operation
    def quota(self, instance_arn: str) -> dict[str, Any]:
        """`quota`, numbers `held`, `operations` of all ages ({time, kind, phone_number}), and if it is `blocked`."""
        state = controlled_state()
        limit = state.quota_of(instance_arn)
        return {
            "quota": limit,
            "held": state.held_by(instance_arn),
            "operations": [asdict(operation) for operation in state.quota.history(instance_arn)],
            "blocked": state.quota.is_blocked(instance_arn, limit, state.clock.now()),
        }

    @operation
    def console_claim(
        self, target_arn: str, phone_number: str | None = None, description: str | None = None
    ) -> dict[str, Any]:
        """Claim by hand, outside the journal; without a number, the first free US DID. Answers as `numbers`."""
        state = controlled_state()
        chosen = phone_number or next(state.pool.available("US", DID, "")).phone_number
        backend = _backend_of(_require_arn(target_arn))
        claimed = backend.claim_phone_number(ClaimRequest(chosen, target_arn, description=description))
        return _number_to_dict(state, state.numbers()[claimed["PhoneNumberArn"]])

    @operation
    def delay_instance(self, instance_arn: str, seconds: float) -> None:
        """Keep the instance CREATION_IN_PROGRESS for so many seconds: it can take no number."""
        controlled_state().ready_at[instance_arn] = controlled_state().clock.now() + seconds

    @operation
    def request_source(
        self, phone_number: str, region_name: str = "us-east-1", country_code: str = "US", phone_number_type: str = DID
    ) -> str:
        """Add a number to AWS End User Messaging. Returns its ARN. ValueError for a number of Connect."""
        if phone_number in inventory():
            raise ValueError(f"{phone_number} is one that Connect offers by itself")
        backend = connect_backends[DEFAULT_ACCOUNT_ID][region_name]
        return cast(ConnectBackend, backend).request_source(phone_number, country_code, phone_number_type)

    @operation
    def console_release(self, phone_number: str) -> None:
        """Release by hand, outside the journal. ValueError if the number is not claimed."""
        for number in controlled_state().numbers().values():
            if number.number.phone_number == phone_number and number.released_at is None:
                _backend_of(number.arn).release_phone_number(number.phone_number_arn)
                return
        raise ValueError(f"{phone_number} is not claimed")

    @operation
    def numbers(self) -> list[dict[str, Any]]:
        """Every number that DescribePhoneNumber finds, sorted by number.

        phone_number, phone_number_id, phone_number_arn, country_code, phone_number_type, status, status_message,
        target_arn, instance_arn, description, tags, flow_arns (by Region), releasing.
        """
        state = controlled_state()
        numbers = sorted(state.numbers().values(), key=lambda number: number.number.phone_number)
        return [_number_to_dict(state, number) for number in numbers]

    @operation
    def journal(self, since: int = 0) -> list[dict[str, Any]]:
        """The received calls in order, without the first `since` calls. See `JournalEntry`."""
        return [entry.to_dict() for entry in controlled_state().journal.entries[since:]]

    @operation
    def clear_journal(self) -> None:
        """Forget the calls received so far."""
        controlled_state().journal.entries.clear()


def _fault_kind(operation: str, kind: str) -> FaultKind | str:
    model = get_service_model("connect")
    if operation in model.operation_names:
        errors = {str(error.name) for error in model.operation_model(operation).error_shapes}
        if kind in errors:
            return kind
        if kind not in set(FaultKind):
            raise ValueError(f"{operation} has no {kind}; there are {', '.join([*FaultKind, *sorted(errors)])}")
    return FaultKind(kind)


def _status_failure(message: str, count: int, phone_number: str | None) -> StatusFailure:
    if len(message) > 255:
        raise ValueError(f"a status message has at most 255 characters; got {len(message)}")
    return StatusFailure(message, count, phone_number)


def _require_arn(text: str) -> ConnectArn:
    arn = parse_arn(text)
    if arn is None:
        raise ValueError(f"not an ARN of Connect: {text}")
    return arn


def _backend_of(arn: ConnectArn) -> ConnectBackend:
    return cast(ConnectBackend, connect_backends[arn.account_id][arn.region_name])


def _number_to_dict(state: ControlledState, number: PhoneNumber) -> dict[str, Any]:
    return {
        "phone_number": number.number.phone_number,
        "phone_number_id": number.phone_number_id,
        "phone_number_arn": number.phone_number_arn,
        "country_code": number.number.country_code,
        "phone_number_type": number.number.phone_number_type,
        "status": number.status(state.clock.now()),
        "status_message": number.failure_message,
        "target_arn": str(number.target),
        "instance_arn": number.instance_arn,
        "description": number.description,
        "tags": dict(number.tags),
        "flow_arns": dict(number.flow_arns),
        "releasing": number.released_at is not None,
    }
