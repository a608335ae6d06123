"""A phone number that something outside of the app owns."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import ArnFormat, Stack
from constructs import Construct

from ..phone_number_base import PhoneNumberBase
from ..phone_number_search import PhoneNumberType


@dataclass(frozen=True, kw_only=True)
class PhoneNumberAttributes:
    """The known attributes of the number. An attribute that is None can't be read."""

    phone_number_arn: str
    phone_number: str | None = None
    phone_number_country_code: str | None = None
    phone_number_type: PhoneNumberType | str | None = None
    target_arn: str | None = None


class ImportedPhoneNumber(PhoneNumberBase):
    """A phone number known by its attributes. Its environment is that of its ARN."""

    def __init__(self, scope: Construct, id: str, attributes: PhoneNumberAttributes) -> None:
        super().__init__(scope, id, environment_from_arn=attributes.phone_number_arn)
        self._attributes = attributes

    @property
    def phone_number(self) -> str:
        """The number in E.164."""
        return self._given("phone_number", self._attributes.phone_number)

    @property
    def phone_number_id(self) -> str:
        """The number's id, out of its ARN."""
        arn = Stack.of(self).split_arn(self._attributes.phone_number_arn, ArnFormat.SLASH_RESOURCE_NAME)
        return str(arn.resource_name)

    @property
    def phone_number_arn(self) -> str:
        """The number's ARN."""
        return self._attributes.phone_number_arn

    @property
    def phone_number_country_code(self) -> str:
        """The number's country."""
        return self._given("phone_number_country_code", self._attributes.phone_number_country_code)

    @property
    def phone_number_type(self) -> str:
        """The number's type."""
        return str(self._given("phone_number_type", self._attributes.phone_number_type))

    @property
    def target_arn(self) -> str:
        """ARN of the number's instance or traffic distribution group."""
        return self._given("target_arn", self._attributes.target_arn)

    def _given(self, name: str, value: str | None) -> str:
        if value is None:
            raise ValueError(
                f"{self.node.path}: {name} is not known, as the number was imported without it: "
                f"import it by from_phone_number_attributes(…, {name}=…)."
            )
        return value
