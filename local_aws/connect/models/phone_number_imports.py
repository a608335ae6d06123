"""ImportPhoneNumber: numbers of another service, such as AWS End User Messaging.

Source: the model's documentation of the operation. An import counts as a claim. Three things are assumptions: a missing
source is ResourceNotFoundException, a source that is already imported is InvalidParameterException, and a released
number can be imported again, because the other service still has it.
"""

from dataclasses import dataclass, field
from typing import Any

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .inventory import DID, InventoryNumber
from .phone_number import FAILED
from .phone_number_claims import PhoneNumberClaims
from .quota import CLAIM


@dataclass(frozen=True)
class ImportRequest:
    """ImportPhoneNumber's parameters."""

    source_phone_number_arn: str
    instance_id: str
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, Any]:
        """By the model's names; None where it was not given."""
        return {
            "SourcePhoneNumberArn": self.source_phone_number_arn,
            "InstanceId": self.instance_id,
            "PhoneNumberDescription": self.description,
            "Tags": dict(self.tags),
        }


class PhoneNumberImports(PhoneNumberClaims):
    """Taking numbers of another service."""

    def request_source(self, phone_number: str, country_code: str = "US", phone_number_type: str = DID) -> str:
        """Let the other service have a number, in this account and Region; its ARN there."""
        source_id = phone_number.removeprefix("+").zfill(32)
        arn = f"arn:aws:sms-voice:{self.region_name}:{self.account_id}:phone-number/phone-{source_id}"
        self.state.sources[arn] = InventoryNumber(phone_number, country_code, phone_number_type)
        return arn

    def import_phone_number(self, request: ImportRequest, token: str | None = None) -> dict[str, Any]:
        """PhoneNumberId and PhoneNumberArn of an import that settles later, as CLAIMED or FAILED.

        Raises ResourceNotFoundException where the instance or the source is missing, InvalidParameterException where
        the source is imported already, IdempotencyException.
        """
        key = (self.account_id, self.region_name, "ImportPhoneNumber", token)
        return self.trailed(
            "ImportPhoneNumber",
            {**request.members(), "ClientToken": token},
            lambda: self.state.tokens.once(key, vars(request), lambda: self._import(request)),
        )

    def _import(self, request: ImportRequest) -> dict[str, Any]:
        target = self.target_of_claim(None, request.instance_id)
        source_arn = request.source_phone_number_arn
        source = self.state.sources.get(source_arn)
        entries = {arn: each for arn, each in self.state.numbers().items() if each.source_arn == source_arn}
        if source is None or any(each.status(self.now) != FAILED for each in entries.values()):
            if self.state.settings.refused_claims_count:
                self._count(self.instance_arn_of(target), target, CLAIM, source_arn)
            if source is None:
                raise ResourceNotFoundException(f"Source phone number not found: {source_arn}")
            raise InvalidParameterException(f"Source phone number is imported already: {source_arn}")
        for arn in entries:
            del self.state.numbers()[arn]
        number = self._new_number(source, target, request.description, request.tags)
        number.source_arn = source_arn
        self._settle_claim(number)
        self.state.numbers()[number.phone_number_arn] = number
        return {"PhoneNumberId": number.phone_number_id, "PhoneNumberArn": number.phone_number_arn}
