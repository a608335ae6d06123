"""The state that all Regions and accounts share: numbers, groups, flows, the clock."""

from dataclasses import replace
from threading import RLock

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.models import DEFAULT_ACCOUNT_ID

from .arns import TRAFFIC_DISTRIBUTION_GROUP
from .clock import Clock
from .contact_flow import ContactFlow
from .hours_of_operation import HoursOfOperation
from .idempotency import ClientTokens
from .inventory import InventoryNumber
from .mirroring import Change
from .number_pool import NumberPool
from .phone_number import PhoneNumber
from .queue import Queue
from .quota import QuotaEnforcement, QuotaRequest
from .replication import Replication
from .settings import Settings
from .traffic_distribution_group import TrafficDistributionGroup
from .user import User

state_lock = RLock()
"""Held during every operation; a server answers in many threads."""


class ConnectState(BaseBackend):
    """The state behind the Regions' backends. moto resets it with them.

    The methods from `is_about_to_claim` to `as_listed` are hooks for disturbances. Here they disturb nothing. A
    subclass may override them.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.clock = Clock()
        self.settings = Settings()
        self.pool = NumberPool(self.clock)
        self.quota = QuotaEnforcement()
        self.tokens = ClientTokens()
        self.replications: list[Replication] = []
        self.sources: dict[str, InventoryNumber] = {}
        self.ready_at: dict[str, float] = {}
        self._numbers: dict[str, PhoneNumber] = {}
        self._groups: dict[str, TrafficDistributionGroup] = {}
        self.flows: dict[str, ContactFlow] = {}
        self.hours_of_operations: dict[str, HoursOfOperation] = {}
        self.queues: dict[str, Queue] = {}
        self.users: dict[str, User] = {}
        self._mirrored: list[Change] = []

    def is_about_to_claim(self, phone_number: str) -> None:
        """Called just before a claim of the number is served."""

    def failure_of_claim(self, phone_number: str) -> str | None:
        """The message with which an accepted claim ends FAILED. None: only the quotas decide."""
        return None

    def failure_of_move(self, phone_number: str) -> str | None:
        """The message with which an accepted UpdatePhoneNumber ends FAILED. None: only the quotas decide."""
        return None

    def instance_creation_fails(self) -> bool:
        """Whether the instance made now ends CREATION_FAILED."""
        return False

    def group_creation_fails(self) -> bool:
        """Whether the group made now ends CREATION_FAILED."""
        return False

    def as_listed(self, numbers: list[PhoneNumber]) -> list[PhoneNumber]:
        """The numbers that a list shows, of those that match its filters."""
        return numbers

    def settled_at(self) -> float:
        """When an operation that is accepted now ends, in seconds since the epoch."""
        return self.clock.now() + self.settings.settle_seconds

    def is_ready(self, instance_arn: str) -> bool:
        """Whether an instance is not CREATION_IN_PROGRESS any more."""
        return self.clock.now() >= self.ready_at.get(instance_arn, 0.0)

    def released_at_last(self) -> float:
        """When a release that is accepted now has settled, in seconds since the epoch."""
        seconds = self.settings.release_seconds
        return self.settled_at() if seconds is None else self.clock.now() + seconds

    def mirrored_at(self) -> float:
        """When a change that is made now is made in the other Region as well, in seconds since the epoch."""
        return self.clock.now() + self.settings.mirroring_seconds

    def mirror(self, *changes: Change) -> None:
        """Queue these changes for the other Region, and make the changes that are due now."""
        self._mirrored += changes
        due = sorted((each for each in self._mirrored if each.due_at <= self.clock.now()), key=lambda each: each.due_at)
        self._mirrored = [each for each in self._mirrored if each not in due]
        for change in due:
            change.carry_out(self)

    def is_replicated(self, instance_id: str) -> bool:
        """Whether the instance has a replica, or is one."""
        return any(replication.instance_id == instance_id for replication in self.replications)

    def drop_flow(self, flow_arn: str) -> None:
        """Delete a flow, and the associations of phone numbers with it."""
        self.flows.pop(flow_arn, None)
        for number in self.numbers().values():
            number.flow_arns = {region: arn for region, arn in number.flow_arns.items() if arn != flow_arn}

    def numbers(self) -> dict[str, PhoneNumber]:
        """The numbers that DescribePhoneNumber finds, by ARN. Released and lapsed entries are dropped here."""
        now = self.clock.now()
        self._numbers = {arn: number for arn, number in self._numbers.items() if not number.is_gone(now)}
        return self._numbers

    def groups(self) -> dict[str, TrafficDistributionGroup]:
        """The traffic distribution groups by ARN; deleted ones are dropped here."""
        now = self.clock.now()
        self._groups = {arn: group for arn, group in self._groups.items() if not group.is_gone(now)}
        return self._groups

    def quota_of(self, instance_arn: str) -> int:
        """How many numbers the instance may hold: its own quota, else the account's, else AWS's."""
        settings = self.settings
        of_all = settings.default_quota if settings.account_quota is None else settings.account_quota
        return self.quota.quotas.get(instance_arn, of_all)

    def decide(self, request: QuotaRequest, status: str) -> None:
        """Decide on a request for a higher quota; one that is APPROVED is applied."""
        request.status = status
        if status != "APPROVED":
            return
        if request.context_id == "*":
            self.settings = replace(self.settings, account_quota=request.desired_value)
        else:
            self.quota.quotas[request.context_id] = request.desired_value

    def held_by(self, instance_arn: str) -> int:
        """How many numbers the instance and its groups hold."""
        return sum(1 for number in self.numbers().values() if number.is_held and self.counts_to(number, instance_arn))

    def counts_to(self, number: PhoneNumber, instance_arn: str) -> bool:
        """Whether the number counts to the instance's quota."""
        counts = self.settings.group_numbers_count or number.target.resource_type != TRAFFIC_DISTRIBUTION_GROUP
        return counts and number.instance_arn == instance_arn


state_backends: BackendDict[ConnectState] = BackendDict(
    ConnectState, "connect-state", use_boto3_regions=False, additional_regions=["aws"]
)


def connect_state() -> ConnectState:
    """The state since the last reset."""
    return state_backends[DEFAULT_ACCOUNT_ID]["aws"]


def reset_connect_state() -> None:
    """Forget the state; moto does the same at the end of every mock."""
    state_backends.clear()
