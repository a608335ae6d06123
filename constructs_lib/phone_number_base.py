"""The attributes and grants that every phone number has."""

from __future__ import annotations

from abc import abstractmethod

import jsii
from aws_cdk import Resource
from aws_cdk.interfaces.aws_connect import IPhoneNumberRef, PhoneNumberReference

from .phone_number_grants import PhoneNumberGrants


@jsii.implements(IPhoneNumberRef)
class PhoneNumberBase(Resource):
    """A phone number of Amazon Connect, accepted where CDK's own constructs take an `IPhoneNumberRef`."""

    @property
    @abstractmethod
    def phone_number(self) -> str:
        """The number in E.164, for example `+12065550100`."""

    @property
    @abstractmethod
    def phone_number_id(self) -> str:
        """The number's id, a UUID."""

    @property
    @abstractmethod
    def phone_number_arn(self) -> str:
        """The number's ARN, `arn:aws:connect:Region:account:phone-number/id`."""

    @property
    @abstractmethod
    def phone_number_country_code(self) -> str:
        """The number's country, ISO 3166-1 alpha-2."""

    @property
    @abstractmethod
    def phone_number_type(self) -> str:
        """The number's type, the value of a `PhoneNumberType`."""

    @property
    @abstractmethod
    def target_arn(self) -> str:
        """ARN of the instance or traffic distribution group that the number is claimed to."""

    @property
    def phone_number_ref(self) -> PhoneNumberReference:
        """The reference by which CDK's own constructs know the number."""
        return PhoneNumberReference(phone_number_arn=self.phone_number_arn)

    @property
    def grants(self) -> PhoneNumberGrants:
        """Permissions on the number."""
        return PhoneNumberGrants(self.phone_number_arn)
