"""The entry of the function: it passes each kind of event on.

- CloudFormation's event: the function records it, and starts an execution of the state machine.
- `{"Resource", "Operation"}`, from the state machine: the function takes the next step of the operation.
- The same with `"Failure"`: the function failed again and again. It answers FAILED to CloudFormation.
- `{"Reconcile": {"DryRun", "Cursor"}}`, from an operator: it rebuilds the ledger from tags and CloudTrail.
- `{"Drift": {"Time"}}`, from a schedule: it starts an execution that looks for drift. The Resource of these steps is
  `DRIFT`.
- `{"MakeLedger": {}}`: it makes the ledger if there is none.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

from .aws.services import Services, aws_services, forget_clients
from .decisions.order import is_operation_key
from .entry import begin, require_ledger
from .errors import PhoneNumberError
from .ledger.layout import is_resource_partition
from .lifecycle.carrying_on import next_step

__all__ = ["forget_clients", "handler", "respond"]

_log = logging.getLogger()
_log.setLevel(logging.INFO)


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's context has no type
    """Handle one event.

    Raises:
        PhoneNumberError: the event is of no known kind, or Lambda has to deliver it again.
    """
    services = aws_services(context.invoked_function_arn, time.time, time.sleep)
    until = time.time() + context.get_remaining_time_in_millis() / 1000
    return respond(services, event, context.aws_request_id, until)


def respond(services: Services, event: Mapping[str, Any], holder: str, until: float) -> dict[str, Any]:
    """Handle one event with these services.

    Args:
        services: the services of the function.
        event: one of the events above.
        holder: the id of the invocation.
        until: when the invocation's time is up, in seconds since the epoch.
    """
    match event:
        case {"RequestType": _}:
            return begin(services, event)
        case {"Resource": "DRIFT", "Operation": str()}:
            from .drift.looking import look  # noqa: PLC0415 - needed once a day, or never

            return look(services, event, until)
        case {"Resource": str(partition), "Operation": str(key)}:
            if is_resource_partition(partition) and is_operation_key(key):
                return next_step(services, event, holder, until)
        case {"Reconcile": dict() as request}:
            from .rebuild_ledger.reconciliation import reconcile  # noqa: PLC0415 - rarely needed

            return reconcile(services, request, holder, until)
        case {"Drift": dict() as request}:
            from .drift.looking import begin as begin_look  # noqa: PLC0415 - as above

            return begin_look(services, request)
        case {"MakeLedger": _}:
            return {"Status": "ACTIVE" if require_ledger(services) else "CREATING"}
    # The message has the names alone: one value of a CloudFormation event is a secret.
    given = f"has the names {sorted(event)}" if isinstance(event, Mapping) else "is not a map"
    raise PhoneNumberError(f"Unknown event: it {given}. connect_phone_numbers/handler.py lists the known events.")
