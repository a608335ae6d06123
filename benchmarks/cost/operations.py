"""Creates and deletes in the simulation, and their use of AWS."""

from collections.abc import Iterable

from tests.simulation.item_values import freeze, item_bytes
from tests.simulation.processes import Process, together
from tests.simulation.response import Response

from ..account import Account, simulated_account
from ..contention.this_library import answered
from . import REST_SECONDS, SEED
from .usage import Compute, Usage

MEGABYTES = 256
ARCHITECTURE = "arm64"


def creates_and_deletes(count: int, seed: int = SEED) -> list[Usage]:
    """Create so many numbers at once, each in a stack of its own, and an hour later delete all at once."""
    with simulated_account(2 * count, seed) as account:
        resources, search = [account.resource() for _ in range(count)], account.search
        created, creates = _measured(
            account, "Create", (answered(account, each, each.create_event(search)) for each in resources)
        )
        account.advance(REST_SECONDS)
        pairs = zip(resources, [response.physical_resource_id for response in created], strict=True)
        _, deletes = _measured(
            account, "Delete", (answered(account, each, each.delete_event(search, arn)) for each, arn in pairs)
        )
        return [creates, deletes]


def _measured(account: Account, kind: str, operations: Iterable[Process[Response]]) -> tuple[list[Response], Usage]:
    """Carry operations out at once. Returns their responses, and their use of AWS."""
    table, began_at = account.metered_table, account.now()
    before = len(account.invocations), _transitions(account), table.read_units, table.write_units
    responses: list[Response] = account.run(together(*operations))
    seconds = account.now() - began_at
    account.settle()
    durations = [ended_at - began_at for began_at, ended_at in account.invocations[before[0] :]]
    return responses, Usage(
        kind,
        operations=len(responses),
        succeeded=sum(response.succeeded for response in responses),
        seconds=seconds,
        compute=[Compute.of(durations, MEGABYTES, ARCHITECTURE)],
        transitions=_transitions(account) - before[1],
        read_units=table.read_units - before[2],
        write_units=table.write_units - before[3],
        ledger_bytes=sum(item_bytes(dict(freeze(item))) for item in account.ledger()),
    )


def _transitions(account: Account) -> int:
    return sum(execution.transitions for execution in account.state_machine.executions)
