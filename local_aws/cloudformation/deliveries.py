"""When a custom resource's request reaches its function: once and at once, unless a test asks otherwise.

CloudFormation invokes functions asynchronously. Lambda does not promise the order, nor that an event comes only once.
"""

from dataclasses import dataclass

from local_aws.cloudformation.behaviour import Behaviour
from local_aws.cloudformation.response_urls import Addressee


@dataclass
class Disturbance:
    """Disturbs the next `count` requests of a type (and of that stack and resource; None: of any).

    `again`: they come a second time, so many seconds after the first. Otherwise they come so many seconds late.
    """

    request_type: str
    seconds: float
    again: bool
    count: int = 1
    stack_name: str | None = None
    logical_resource_id: str | None = None

    def is_about(self, addressee: Addressee) -> bool:
        """Tell whether the request is one of those."""
        stack_name = addressee.stack_id.split("/")[1]
        return (
            self.request_type == addressee.request_type
            and self.stack_name in (None, stack_name)
            and self.logical_resource_id in (None, addressee.logical_resource_id)
        )


class Deliveries:
    """The disturbances not yet used up."""

    def __init__(self) -> None:
        self._disturbances: list[Disturbance] = []

    def disturb(self, disturbance: Disturbance) -> None:
        """Add a disturbance. ValueError for a type that no request has."""
        if disturbance.request_type not in ("Create", "Update", "Delete"):
            raise ValueError(f"a request is Create, Update or Delete; got {disturbance.request_type!r}")
        self._disturbances.append(disturbance)

    def clear(self) -> None:
        """Remove all disturbances."""
        self._disturbances.clear()

    def delays_of(self, addressee: Addressee, behaviour: Behaviour) -> list[float]:
        """Seconds from now to each delivery of a request that is sent now."""
        late = behaviour.late_requests.get(addressee.request_type, 0.0)
        repeated = behaviour.repeated_requests.get(addressee.request_type)
        again = [] if repeated is None else [repeated]
        for disturbance in self._disturbances:
            if disturbance.count > 0 and disturbance.is_about(addressee):
                disturbance.count -= 1
                if disturbance.again:
                    again.append(disturbance.seconds)
                else:
                    late += disturbance.seconds
        self._disturbances = [disturbance for disturbance in self._disturbances if disturbance.count > 0]
        return [late, *(late + seconds for seconds in again)]


DELIVERIES = Deliveries()
