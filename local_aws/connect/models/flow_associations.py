"""Which flow a phone number leads to, in each Region."""

from typing import Any

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import INSTANCE, TRAFFIC_DISTRIBUTION_GROUP
from .contact_flow import INBOUND, PUBLISHED
from .contact_flows import ContactFlows
from .phone_number import CLAIMED, PhoneNumber
from .phone_number_lookup import PhoneNumberLookup

VOICE_PHONE_NUMBER = "VOICE_PHONE_NUMBER"


class FlowAssociations(PhoneNumberLookup, ContactFlows):
    """Associations in this Region; those of a group's number are mirrored to the group's other Region."""

    def associate_phone_number_contact_flow(self, phone_number_id: str, instance_id: str, contact_flow_id: str) -> None:
        """Let calls of the number enter the flow, in place of any other.

        Raises InvalidParameterException for a flow that takes no calls, an instance that is not the number's, or a
        number that is not CLAIMED, and ResourceNotFoundException.
        """
        number = self._number_of_instance(phone_number_id, instance_id)
        status = number.status(self.now)
        if status != CLAIMED:
            raise InvalidParameterException(f"{number.number.phone_number} is {status}; wait until it is {CLAIMED}")
        flow = self.find_flow(instance_id, contact_flow_id)
        if flow.contact_flow_type != INBOUND or flow.status != PUBLISHED:
            raise InvalidParameterException(
                f"Flow {flow.arn} is {flow.contact_flow_type} and {flow.status}; a number needs a {PUBLISHED} {INBOUND}"
            )
        self._lead(number, str(flow.arn))

    def disassociate_phone_number_contact_flow(self, phone_number_id: str, instance_id: str) -> None:
        """Let the number lead nowhere in this Region. Raises as `associate_phone_number_contact_flow`."""
        number = self._number_of_instance(phone_number_id, instance_id)
        if self.region_name not in number.flow_arns:
            raise ResourceNotFoundException(f"{number.number.phone_number} has no flow in {self.region_name}")
        self._lead(number, None)

    def batch_get_flow_association(
        self, instance_id: str, resource_ids: list[str], resource_type: str | None
    ) -> list[dict[str, Any]]:
        """The associations of those of the numbers (ARNs) that have one in this Region."""
        self._get_instance_or_raise(instance_id)
        if resource_type not in (None, VOICE_PHONE_NUMBER):
            return []
        numbers = self.state.numbers()
        found = [numbers[arn] for arn in resource_ids if arn in numbers]
        return [
            {
                "ResourceId": number.phone_number_arn,
                "FlowId": number.flow_arns[self.region_name],
                "ResourceType": VOICE_PHONE_NUMBER,
            }
            for number in found
            if self.region_name in number.flow_arns and self._instance_id_of(number) == instance_id
        ]

    def _lead(self, number: PhoneNumber, flow_arn: str | None) -> None:
        number.lead_to(self.region_name, flow_arn, self.now)
        self.mirror_association(number)

    def _number_of_instance(self, phone_number_id: str, instance_id: str) -> PhoneNumber:
        number = self.find_number(phone_number_id)
        self._get_instance_or_raise(instance_id)
        if number.released_at is not None:
            raise ResourceNotFoundException(f"Phone number is being released: {phone_number_id}")
        if self._instance_id_of(number) != instance_id:
            raise InvalidParameterException(
                f"{number.number.phone_number} is claimed to {number.target}, not to {INSTANCE} {instance_id}"
            )
        return number

    def _instance_id_of(self, number: PhoneNumber) -> str:
        if number.target.resource_type == TRAFFIC_DISTRIBUTION_GROUP:
            return self.find_group(str(number.target)).instance.resource_id
        return number.target.resource_id
