"""UpdatePhoneNumber and UpdatePhoneNumberMetadata."""

from typing import Any

from ..exceptions import InvalidParameterException
from .phone_number import PhoneNumber
from .phone_number_lookup import PhoneNumberLookup
from .quota import QUOTA_MESSAGE


class PhoneNumberChanges(PhoneNumberLookup):
    """Moves and descriptions of claimed numbers."""

    def update_phone_number(
        self, phone_number_id: str, target_arn: str | None, instance_id: str | None, token: str | None = None
    ) -> dict[str, Any]:
        """Move the number; its flows stay behind. It ends FAILED, unmoved, where the new instance's quota is reached.

        Raises as `find_settled_number` and `target_of_claim`.
        """
        request = {"PhoneNumberId": phone_number_id, "TargetArn": target_arn, "InstanceId": instance_id}
        key = (self.account_id, self.region_name, "UpdatePhoneNumber", token)
        return self.trailed(
            "UpdatePhoneNumber",
            {**request, "ClientToken": token},
            lambda: self.state.tokens.once(key, request, lambda: self._move(phone_number_id, target_arn, instance_id)),
        )

    def update_phone_number_metadata(
        self, phone_number_id: str, description: str | None, token: str | None = None
    ) -> None:
        """Change the description; an absent one leaves it. Raises as `find_settled_number`."""
        request = {"PhoneNumberId": phone_number_id, "PhoneNumberDescription": description}
        key = (self.account_id, self.region_name, "UpdatePhoneNumberMetadata", token)
        self.state.tokens.once(key, request, lambda: self._describe_anew(phone_number_id, description))

    def _move(self, phone_number_id: str, target_arn: str | None, instance_id: str | None) -> dict[str, Any]:
        number = self._usable_number(phone_number_id)
        target = self.target_of_claim(target_arn, instance_id)
        instance_arn = self.instance_arn_of(target)
        number.settles_at = self.state.settled_at()
        number.failure_message = self.state.failure_of_move(number.number.phone_number)
        other_instance = instance_arn != number.instance_arn
        if other_instance and self.state.held_by(instance_arn) >= self.state.quota_of(instance_arn):
            number.failure_message = QUOTA_MESSAGE
        if number.failure_message is None and target != number.target:
            number.target, number.instance_arn = target, instance_arn
            number.lose_flows(self.now)
        return {"PhoneNumberId": number.phone_number_id, "PhoneNumberArn": number.phone_number_arn}

    def _describe_anew(self, phone_number_id: str, description: str | None) -> dict[str, Any]:
        number = self._usable_number(phone_number_id)
        number.settles_at = self.state.settled_at()
        number.failure_message = None
        if description is not None:
            number.description = description
        return {}

    def _usable_number(self, phone_number_id: str) -> PhoneNumber:
        number = self.find_settled_number(phone_number_id)
        if number.claim_failed:
            raise InvalidParameterException(f"The claim of {number.number.phone_number} failed; it cannot be used")
        return number
