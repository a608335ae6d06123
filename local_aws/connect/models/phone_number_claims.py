"""ClaimPhoneNumber and ReleasePhoneNumber."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import TRAFFIC_DISTRIBUTION_GROUP, ConnectArn
from .clock import DAY
from .inventory import InventoryNumber, inventory
from .phone_number import IN_PROGRESS, PhoneNumber, phone_number_arn
from .phone_number_lookup import PhoneNumberLookup
from .quota import CLAIM, RELEASE, WINDOW_SECONDS, QuotaOperation


@dataclass(frozen=True)
class ClaimRequest:
    """ClaimPhoneNumber's parameters."""

    phone_number: str
    target_arn: str | None = None
    instance_id: str | None = None
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, Any]:
        """By the model's names; None where it was not given."""
        return {
            "PhoneNumber": self.phone_number,
            "TargetArn": self.target_arn,
            "InstanceId": self.instance_id,
            "PhoneNumberDescription": self.description,
            "Tags": dict(self.tags),
        }


class PhoneNumberClaims(PhoneNumberLookup):
    """Taking numbers and giving them back."""

    def claim_phone_number(self, request: ClaimRequest, token: str | None = None) -> dict[str, Any]:
        """PhoneNumberId and PhoneNumberArn of a claim that settles later, as CLAIMED or FAILED.

        Raises InvalidParameterException where the number is not available or the target is of another Region,
        ResourceNotFoundException where the target is missing or not ACTIVE, IdempotencyException.
        """
        key = (self.account_id, self.region_name, "ClaimPhoneNumber", token)
        return self.trailed(
            "ClaimPhoneNumber",
            {**request.members(), "ClientToken": token},
            lambda: self.state.tokens.once(key, vars(request), lambda: self._claim(request)),
        )

    def release_phone_number(self, phone_number_id: str, token: str | None = None) -> None:
        """Begin the cool-down of 180 days; the number is found until the release settles.

        Raises ResourceInUseException while an earlier operation is in progress, and as `find_number_at_home`.
        """
        key = (self.account_id, self.region_name, "ReleasePhoneNumber", token)
        request = {"PhoneNumberId": phone_number_id}
        self.trailed(
            "ReleasePhoneNumber",
            {**request, "ClientToken": token},
            lambda: self.state.tokens.once(key, request, lambda: self._release(phone_number_id)),
        )

    def _claim(self, request: ClaimRequest) -> dict[str, Any]:
        target = self.target_of_claim(request.target_arn, request.instance_id)
        self.state.is_about_to_claim(request.phone_number)
        if not self._is_claimable(request.phone_number):
            if self.state.settings.refused_claims_count:
                self._count(self.instance_arn_of(target), target, CLAIM, request.phone_number)
            raise self._not_available(request.phone_number, target)
        self._forget_failed_claim(request.phone_number)
        number = self._new_number(inventory()[request.phone_number], target, request.description, request.tags)
        self._settle_claim(number)
        self.state.numbers()[number.phone_number_arn] = number
        return {"PhoneNumberId": number.phone_number_id, "PhoneNumberArn": number.phone_number_arn}

    def _new_number(
        self, number: InventoryNumber, target: ConnectArn, description: str | None, tags: dict[str, str]
    ) -> PhoneNumber:
        return PhoneNumber(
            arn=phone_number_arn(self.region_name, self.account_id, str(uuid.uuid4())),
            number=number,
            target=target,
            instance_arn=self.instance_arn_of(target),
            claimed_at=self.now,
            settles_at=self.state.settled_at(),
            description=description,
            tags=dict(tags),
        )

    def _settle_claim(self, number: PhoneNumber) -> None:
        state, now, instance_arn = self.state, self.now, number.instance_arn
        number.failure_message = state.failure_of_claim(number.number.phone_number) or state.quota.refusal_of_claim(
            instance_arn, state.quota_of(instance_arn), state.held_by(instance_arn), now
        )
        number.claim_failed = number.failure_message is not None
        if number.claim_failed:
            number.lapses_at = number.settles_at + DAY
        # Another service's number is in no pool of this one.
        if number.source_arn is None and number.lapses_at is not None:
            state.pool.reserve(self.account_id, number.number.phone_number, number.lapses_at)
        elif number.source_arn is None:
            state.pool.give_to_account(self.account_id, number.number.phone_number)
        if not number.claim_failed or state.settings.failed_claims_count:
            self._count(instance_arn, number.target, CLAIM, number.number.phone_number)

    def _count(self, instance_arn: str, target: ConnectArn, kind: str, phone_number: str) -> None:
        if self.state.settings.group_numbers_count or target.resource_type != TRAFFIC_DISTRIBUTION_GROUP:
            self.state.quota.record(instance_arn, QuotaOperation(self.now, kind, phone_number))

    def _release(self, phone_number_id: str) -> dict[str, Any]:
        number = self.find_settled_number(phone_number_id)
        number.released_at = self.now
        number.settles_at = self.state.released_at_last()
        number.lose_flows(self.now)
        self._count(number.instance_arn, number.target, RELEASE, number.number.phone_number)
        if number.source_arn is None:
            self.state.pool.cool_down(number.number.phone_number, self.now + WINDOW_SECONDS)
        return {}

    def _is_claimable(self, phone_number: str) -> bool:
        entries = [number for number in self.state.numbers().values() if number.number.phone_number == phone_number]
        settled = all(number.status(self.now) != IN_PROGRESS for number in entries)
        return settled and self.state.pool.is_claimable_by(self.account_id, phone_number)

    def _forget_failed_claim(self, phone_number: str) -> None:
        numbers = self.state.numbers()
        failed = [arn for arn, number in numbers.items() if number.number.phone_number == phone_number]
        for arn in failed:
            del numbers[arn]

    def _not_available(
        self, phone_number: str, target: ConnectArn
    ) -> InvalidParameterException | ResourceNotFoundException:
        message = f"Phone number not available: {phone_number}"
        of_group = target.resource_type == TRAFFIC_DISTRIBUTION_GROUP
        if of_group and self.state.settings.unavailable_is_not_found:
            return ResourceNotFoundException(message)
        return InvalidParameterException(message)
