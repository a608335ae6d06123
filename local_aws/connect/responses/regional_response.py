"""The base of Connect's answers."""

from typing import Any

from moto.core.responses import ActionResult

from ..models import ConnectBackend, connect_backends
from .checked_answer import CheckedAnswer
from .instance_response import ConnectResponse as InstanceResponse
from .modelled_call import ModelledCall


class RegionalResponse(ModelledCall, InstanceResponse):
    """moto's instances, and the way to this account's and Region's backend."""

    @property
    def backend(self) -> ConnectBackend:
        """The backend of the called account and Region."""
        return connect_backends[self.current_account][self.region]

    def page_answer(self, member: str, items: list[dict[str, Any]], next_token: str | None) -> ActionResult:
        """A page of a list, with NextToken where more follows."""
        answer: dict[str, Any] = {member: items}
        if next_token is not None:
            answer["NextToken"] = next_token
        return CheckedAnswer(answer)
