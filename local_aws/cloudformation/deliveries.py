"""The delivery of a custom resource's request to its function: once and at once, unless a test disturbs it.

CloudFormation invokes functions asynchronously. Lambda does not promise the order, nor that an event comes only once.
"""

from dataclasses import dataclass

from local_aws.cloudformation.behaviour import Behaviour
from local_aws.cloudformation.response_urls import Addressee


@dataclass
class Disturbance:
    """Disturbs the next `count` requests of a type, of one stack and resource or of all (None).

    With `again`, the requests arrive a second time, so many seconds after the first time. Otherwise they arrive so many
    seconds late.
    """

    request_type: str
    seconds: float
    again: bool
    count: int = 1
    stack_name: str | None = None
    logical_resource_id: str | None = None

    def is_about(self, addressee: Addressee) -> bool:
        """Tell whether it disturbs this request."""
        stack_name = addressee.stack_id.split("/")[1]
        return (
            self.request_type == addressee.request_type
            and self.stack_name in (None, stack_name)
            and self.logical_resource_id in (None, addressee.logical_resource_id)
        )


class Deliveries:
    """The disturbances that are not used up yet."""

    def __init__(self) -> None:
        self._disturbances: list[Disturbance] = []

    def disturb(self, disturbance: Disturbance) -> None:
        """Add a disturbance. ValueError for an unknown type of request."""
        if disturbance.request_type not in ("Create", "Update", "Delete"):
            raise ValueError(f"a request is Create, Update or Delete; got {disturbance.request_type!r}")
        self._disturbances.append(disturbance)

    def clear(self) -> None:
        """Remove all disturbances."""
        self._disturbances.clear()

    def delays_of(self, addressee: Addressee, behaviour: Behaviour) -> list[float]:
        """The seconds until each delivery of a request that is sent now."""
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
