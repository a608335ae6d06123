"""The promises that must hold at the moment of a call."""

from collections.abc import Iterable

from connect_phone_numbers.ledger.layout import resource_of
from connect_phone_numbers.model.identity import CLAIM_ID_TAG, STACK_ID_TAG
from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS
from local_aws.connect.models.state import connect_state
from tests.faults.invariants import claims_of
from tests.simulation.remote_call import CONNECT, RemoteCall
from tests.simulation.world import World

_CHANGES = ("ReleasePhoneNumber", "UpdatePhoneNumber", "UpdatePhoneNumberMetadata", "TagResource", "UntagResource")
_COUNTED = ("ClaimPhoneNumber", "ReleasePhoneNumber")


class Watches:
    """Checks every call of the function to Amazon Connect."""

    def __init__(self, world: World, instances: Iterable[str]) -> None:
        self.problems: list[str] = []
        self._world = world
        self._seen = {arn: 0 for arn in instances}
        world.remote_calls.before = [self._before]
        world.remote_calls.after = [self._after]

    def look_away(self) -> None:
        """Leave out the operations so far: they were made by hand."""
        for instance_arn in self._seen:
            self._seen[instance_arn] = len(self._world.control.quota(instance_arn)["operations"])

    def _before(self, call: RemoteCall) -> None:
        if call.service == CONNECT and call.operation == "ClaimPhoneNumber":
            self._require_recorded(call)
        elif call.service == CONNECT and call.operation in _CHANGES:
            self._require_own(call)

    def _after(self, call: RemoteCall) -> None:
        if call.service == CONNECT and call.operation in _COUNTED:
            self._require_within_quotas(call)

    def _require_recorded(self, call: RemoteCall) -> None:
        """Before a claim is sent, the ledger has its owner and its ClientToken."""
        asked = call.parameters
        recorded = [
            claim
            for partition, claim in claims_of(self._world)
            if resource_of(partition).stack_id == asked["Tags"][STACK_ID_TAG]
            and (claim["claim_id"], claim["phone_number"], claim["client_token"])
            == (asked["Tags"][CLAIM_ID_TAG], asked["PhoneNumber"], asked["ClientToken"])
        ]
        if len(recorded) != 1:
            self.problems.append(f"{asked} is sent though the ledger knows {recorded}")

    def _require_own(self, call: RemoteCall) -> None:
        """The function changes no number that no record has, or whose tags name another owner."""
        arn = str(call.parameters.get("PhoneNumberId") or call.parameters.get("resourceArn"))
        number = connect_state().numbers().get(arn)
        if number is None:
            return
        owners = {
            resource_of(key).stack_id for key, claim in claims_of(self._world) if claim["phone_number_arn"] == arn
        }
        is_parked = any(item["PK"] == "PARKED" and item["SK"] == arn for item in self._world.ledger())
        if (not owners and not is_parked) or number.tags.get(STACK_ID_TAG, next(iter(owners), "")) not in (*owners, ""):
            self.problems.append(f"{call} of {number}, which {owners or 'nobody'} has")

    def _require_within_quotas(self, call: RemoteCall) -> None:
        """By the service's own count, no operation of the function exceeds a quota."""
        for instance_arn in self._seen:
            use = self._world.control.quota(instance_arn)
            times = [each["time"] for each in use["operations"]]
            for last in times[self._seen[instance_arn] :]:
                count = sum(1 for at in times if last - WINDOW_SECONDS < at <= last)
                if count > 2 * use["quota"]:
                    self.problems.append(f"{call}: {count} operations with a quota of {use['quota']}")
            if use["held"] > use["quota"]:
                self.problems.append(f"{call}: {use['held']} numbers with a quota of {use['quota']}")
            self._seen[instance_arn] = len(times)
