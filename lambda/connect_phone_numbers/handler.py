"""The one function of a provider. It tells its events apart; the rules are elsewhere.

- CloudFormation's event: it is recorded in the ledger, and an execution of the state machine is started for it.
- `{"Resource", "Operation"}`, from the state machine: the next step of an operation, and how long to wait after it.
- The same with `"Failure"`: no step of it came to an end; CloudFormation is told so.
- `{"Reconcile": {"DryRun", "Cursor"}}`, from an operator: the ledger is rebuilt from tags and CloudTrail.
- `{"Drift": {"Time"}}`, from a schedule: an execution is started that looks for drift. Its steps have the Resource
  `DRIFT`.
- `{"MakeLedger": {}}`: the ledger is made where it is not there.
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


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's, it has no type
    """Handle one event.

    Raises:
        PhoneNumberError: the event is none of these, or is to be delivered again.
    """
    services = aws_services(context.invoked_function_arn, time.time, time.sleep)
    until = time.time() + context.get_remaining_time_in_millis() / 1000
    return respond(services, event, context.aws_request_id, until)


def respond(services: Services, event: Mapping[str, Any], holder: str, until: float) -> dict[str, Any]:
    """Handle one event with these services.

    Args:
        services: what the function works with.
        event: see the module.
        holder: names the invocation.
        until: when the invocation's time is up, in seconds since the epoch.
    """
    match event:
        case {"RequestType": _}:
            return begin(services, event)
        case {"Resource": "DRIFT", "Operation": str()}:
            from .drift.looking import look  # noqa: PLC0415 - once a day, or never

            return look(services, event, until)
        case {"Resource": str(partition), "Operation": str(key)}:
            if is_resource_partition(partition) and is_operation_key(key):
                return next_step(services, event, holder, until)
        case {"Reconcile": dict() as request}:
            from .rebuild_ledger.reconciliation import reconcile  # noqa: PLC0415 - an operator's, and rare

            return reconcile(services, request, holder, until)
        case {"Drift": dict() as request}:
            from .drift.looking import begin as begin_look  # noqa: PLC0415 - likewise

            return begin_look(services, request)
        case {"MakeLedger": _}:
            return {"Status": "ACTIVE" if require_ledger(services) else "CREATING"}
    # Its names alone: an event of CloudFormation has a secret among its values.
    given = f"An event with {sorted(event)}" if isinstance(event, Mapping) else "What is no map"
    raise PhoneNumberError(f"{given} is none of this function's events: see connect_phone_numbers/handler.py.")
