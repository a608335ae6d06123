"""What people do by hand, and the numbers that are none of the stacks' business."""

from enum import Enum
from typing import Any

from tests.handler.lifecycle import Lifecycle
from tests.stateful.account import STACK_TAG, Account
from tests.stateful.slot import Slot

PARKED_NUMBER = {"PhoneNumberCountryCode": "GB", "PhoneNumberType": "DID", "ReleasePolicy": "PARK"}
OWNED_NUMBER = {"PhoneNumberCountryCode": "DE", "PhoneNumberType": "DID"}
FIRST_BY_HAND = "+13125550150"


class Act(Enum):
    """What somebody does in the console."""

    CLAIM = "claim a number"
    RELEASE = "release the number that was claimed by hand last"
    RELEASE_A_RESOURCES = "release the number of a resource"
    GIVE_AWAY = "put another owner's tags on the number of a resource"


class People:
    """The numbers of others, by what became of them.

    Attributes:
        by_hand: ARNs of numbers that were claimed in the console.
        given_away: ARNs of numbers whose tags name another owner since.
        released: ARNs of resources' numbers that were released in the console.
    """

    def __init__(self, account: Account) -> None:
        self.by_hand: list[str] = []
        self.given_away: set[str] = set()
        self.released: set[str] = set()
        self._account = account
        self._bystanders: dict[str, Any] = {}

    def settle_in(self, quotas: tuple[int, int]) -> None:
        """Three numbers at the first instance: another stack's, a parked one that fits no wish, and one by hand."""
        control, instances = self._account.control, self._account.instances
        for (instance_arn, _), quota in zip(instances, quotas, strict=True):
            control.set_quota(instance_arn, quota)
        target = {"TargetArn": instances[0][0]}
        task = self._account.scheduler.spawn("", self._create_bystanders(target))
        self._account.scheduler.run([task])
        control.console_claim(instances[0][0], FIRST_BY_HAND)
        self._account.look()
        control.advance(3600)
        self._bystanders = dict(self._account.numbers())
        assert len(self._bystanders) == 3

    def _create_bystanders(self, target: dict[str, Any]) -> Any:
        def create() -> None:
            owner, parker = (Lifecycle(self._account.scheduler.sleep, name) for name in ("Owner", "Parker"))
            assert owner.create({**target, **OWNED_NUMBER}).succeeded
            parked = parker.create({**target, **PARKED_NUMBER})
            assert parker.delete({**target, **PARKED_NUMBER}, parked.physical_resource_id).succeeded

        return create

    @property
    def bystanders(self) -> set[str]:
        """ARNs of the three numbers."""
        return set(self._bystanders)

    def numbers_by_hand(self) -> list[str]:
        """In E.164."""
        numbers = self._account.numbers()
        return [numbers[arn]["phone_number"] for arn in self.by_hand if arn in numbers]

    def do(self, act: Act, slot: Slot, instance: int) -> None:
        """Do something, to a resource's number, or at an instance, where that can be done."""
        if act is Act.CLAIM:
            self.claim(instance % len(self._account.instances))
        elif act is Act.RELEASE:
            self.release()
        elif act is Act.RELEASE_A_RESOURCES:
            self.release_number_of(slot)
        else:
            self.give_away(slot)

    def claim(self, instance: int) -> None:
        """Claim a number, if the quotas allow it."""
        instance_arn, _ = self._account.instances[instance]
        use = self._account.control.quota(instance_arn)
        if not use["blocked"] and use["held"] < use["quota"]:
            self._account.control.clear_faults()
            self.by_hand.append(self._account.control.console_claim(instance_arn)["phone_number_arn"])
        self._account.look()

    def release(self) -> None:
        """Release the number that was claimed last, unless a stack has taken it over."""
        numbers = self._account.numbers()
        own = [arn for arn in self.by_hand if arn in numbers and not numbers[arn]["tags"]]
        if own:
            self._account.control.console_release(numbers[own[-1]]["phone_number"])
            self.by_hand.remove(own[-1])
        self._account.look()

    def release_number_of(self, slot: Slot) -> None:
        """Release a resource's number behind its back."""
        arn = self._number_of(slot)
        if arn is not None:
            self._account.control.console_release(self._account.numbers()[arn]["phone_number"])
            self.released.add(arn)
            if arn in self.by_hand:
                self.by_hand.remove(arn)
        self._account.look()

    def give_away(self, slot: Slot) -> None:
        """Put another owner's tags on a resource's number."""
        arn = self._number_of(slot)
        if arn is not None:
            self._account.tag(arn, {STACK_TAG: "another", "connect-phone-number:logical-resource-id": "Other"})
            self.given_away.add(arn)

    def problems(self) -> list[str]:
        """What happened to numbers that are none of the stacks' business."""
        numbers = self._account.numbers()
        return [
            f"{number['phone_number']} was {number} and is {numbers.get(arn)}"
            for arn, number in self._bystanders.items()
            if numbers.get(arn) != number
        ]

    def _number_of(self, slot: Slot) -> str | None:
        physical = slot.resource.physical
        if physical is None or slot.is_blocked or physical.physical_resource_id not in self._account.numbers():
            return None
        return physical.physical_resource_id
