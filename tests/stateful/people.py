"""Changes by hand, and the numbers that no stack of the history owns."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from connect_numbers.parked.release import release_parked
from connect_phone_numbers.errors import PhoneNumberError, TryAgainLater
from connect_phone_numbers.lifecycle.look import Tools
from connect_phone_numbers.model.identity import LOGICAL_RESOURCE_ID_TAG, PARKED_TAG, STACK_ID_TAG
from local_aws.connect.models.state import connect_state
from tests.faults.account import numbers_held
from tests.faults.invariants import parked_arns
from tests.simulation.stack import Declared
from tests.simulation.world import World

PARKED_NUMBER = {"PhoneNumberCountryCode": "GB", "PhoneNumberType": "DID", "ReleasePolicy": "PARK"}
OWNED_NUMBER = {"PhoneNumberCountryCode": "DE", "PhoneNumberType": "DID"}
FIRST_BY_HAND = "+13125550150"


class Act(Enum):
    """A change by hand: in the console, or by an operator with the command line."""

    CLAIM = "claim a number"
    RELEASE = "release the number that was claimed by hand last"
    RELEASE_A_RESOURCES = "release the number of a resource"
    GIVE_AWAY = "put another owner's tags on the number of a resource"
    TAKE_OUT_OF_PARKING = "take the tag of a parked number off, and use it"
    RELEASE_PARKED = "release a parked number with the command line"


class People:
    """The numbers that were changed by hand, or that no stack of the history owns.

    Attributes:
        owned: the ARN of another stack's number.
        by_hand: the ARNs of the numbers that were claimed, or taken out of parking, in the console.
        given_away: the ARNs of the numbers whose tags were changed to name another owner.
        released: the ARNs of the resources' numbers that were released in the console.
    """

    def __init__(self, world: World, instances: tuple[str, ...]) -> None:
        """Claim three numbers at the first instance: another stack's, a parked one that fits no wish, one by hand."""
        self.by_hand: list[str] = []
        self.given_away: set[str] = set()
        self.released: set[str] = set()
        self._world = world
        self._instances = instances
        by_hand = world.control.console_claim(instances[0], FIRST_BY_HAND)["phone_number_arn"]
        world.advance(30)
        self.owned = self._deployed({"TargetArn": instances[0], **OWNED_NUMBER})
        parked = self._deployed({"TargetArn": instances[0], **PARKED_NUMBER}, is_deleted=True)
        world.settle()
        world.advance(3600)
        self._arns = by_hand, self.owned, parked
        self._bystanders = self._descriptions()

    @property
    def others(self) -> set[str]:
        """The held numbers that no live resource has."""
        return {self._arns[0], *self.by_hand, *self.given_away}

    def numbers_by_hand(self) -> list[tuple[str, str]]:
        """The numbers claimed by hand: E.164, with their targets."""
        held = numbers_held()
        return [(held[arn].number.phone_number, str(held[arn].target)) for arn in self.by_hand if arn in held]

    def do(self, act: Act, arn: str | None, instance_arn: str) -> None:
        """Make a change to a resource's number or at an instance, if that is possible."""
        held, control = numbers_held(), self._world.control
        parked = sorted(parked_arns(self._world) - {self._arns[2]})
        own = [each for each in self.by_hand if each in held and not held[each].tags]
        if act is Act.CLAIM:
            self._claim(instance_arn)
        elif act is Act.RELEASE and own:
            control.console_release(held[own[-1]].number.phone_number)
            self.by_hand.remove(own[-1])
        elif act is Act.RELEASE_A_RESOURCES and arn in held:
            control.console_release(held[arn].number.phone_number)
            self.released.add(arn)
            self.by_hand = [each for each in self.by_hand if each != arn]
        elif act is Act.GIVE_AWAY and arn in held:
            connect_state().numbers()[arn].tags.update({STACK_ID_TAG: "another", LOGICAL_RESOURCE_ID_TAG: "Other"})
            self.given_away.add(arn)
        elif act is Act.TAKE_OUT_OF_PARKING and parked:
            connect_state().numbers()[parked[0]].tags.pop(PARKED_TAG)
            self.by_hand.append(parked[0])
        elif act is Act.RELEASE_PARKED and parked:
            self._release_parked(parked[0])

    def look(self) -> None:
        """Let the function look, so that the ledger counts the change. No API shows what happened between two looks."""
        for _ in range(2):
            self._world.advance(130)
            for instance_arn in self._instances:
                self._insist(lambda tools, arn=instance_arn: tools.quotas.use(arn, int(self._world.now())))

    def problems(self) -> list[str]:
        """The forbidden changes: those of numbers that no stack of the history owns."""
        after = self._descriptions()
        return [
            f"{arn} was {before} and is {after[arn]}"
            for arn, before in self._bystanders.items()
            if after[arn] != before
        ]

    def _claim(self, instance_arn: str) -> None:
        use = self._world.control.quota(instance_arn)
        if not use["blocked"] and use["held"] < use["quota"]:
            self.by_hand.append(self._world.control.console_claim(instance_arn)["phone_number_arn"])

    def _release_parked(self, arn: str) -> None:
        self._insist(lambda tools: release_parked(tools, arn, "an operator"))

    def _insist(self, act: Callable[[Tools], object]) -> None:
        """Repeat an act until it is done or refused."""
        services = self._world.provider.services()
        for _ in range(60):
            try:
                act(Tools(services, services.connect(services.pace())))
            except TryAgainLater as reason:
                self._world.advance(reason.seconds)
            except PhoneNumberError:
                return
            else:
                return
        raise AssertionError("it is never done")

    def _deployed(self, properties: dict[str, Any], *, is_deleted: bool = False) -> str:
        stack = self._world.stack()
        assert self._world.run(stack.deploy({"Number": Declared(properties)})), stack.responses
        physical = stack.resources["Number"].physical
        assert physical is not None
        if is_deleted:
            assert self._world.run(stack.delete()), stack.responses
        return physical.physical_resource_id

    def _descriptions(self) -> dict[str, Any]:
        known = {number["phone_number_arn"]: number for number in self._world.control.numbers()}
        return {arn: known.get(arn) for arn in self._arns}
