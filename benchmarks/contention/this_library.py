"""This library: its function, its state machine and its ledger, invoked as by CloudFormation."""

from collections.abc import Mapping
from typing import Any

from tests.simulation.lifecycle import Lifecycle
from tests.simulation.processes import Process
from tests.simulation.response import Response

from ..account import Account
from .contender import Outcome


class ThisLibrary:
    """A custom resource for each number, each in a stack of its own; all share one ledger."""

    name = "this library"
    at_once = None

    def create(self, account: Account) -> Process[Outcome]:
        """Create one number. A failed create is followed by a Delete, as CloudFormation does it."""
        resource = account.resource()
        created = yield from answered(account, resource, resource.create_event(account.search))
        outcome = Outcome(account.now(), created.physical_resource_id if created.succeeded else "", created.reason)
        if not created.succeeded:
            delete = resource.delete_event(account.search, created.physical_resource_id)
            yield from answered(account, resource, delete)
        return outcome


def answered(account: Account, resource: Lifecycle, event: Mapping[str, Any]) -> Process[Response]:
    """Send an event, and wait for its response."""
    key = resource.send(event)
    yield lambda: account.cloudformation.response(key) is not None
    response = account.cloudformation.response(key)
    assert response is not None  # noqa: S101 - for the type checker
    return response
