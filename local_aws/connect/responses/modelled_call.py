"""How every call is served: it is read and checked by the service's model, then answered."""

from typing import Any, ClassVar, cast

from moto.core.common_types import TYPE_RESPONSE
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel, ServiceModel
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import get_service_model

from ..exceptions import InvalidParameterException, InvalidRequestException
from ..models.state import connect_state, state_lock
from .model_validation import known_members, problems_of
from .request_parameters import UnreadableRequest, request_parameters


class ModelledCall(BaseResponse):
    """Base of a service's responses; `self.params` are the operation's checked parameters, by the model's names."""

    invalid_errors: ClassVar[tuple[type[ServiceException], ...]] = (InvalidParameterException, InvalidRequestException)
    """For a request that does not fit the model: the first of these that the operation has."""

    def call_action(self) -> TYPE_RESPONSE:
        """Serve one request, one at a time."""
        with state_lock:
            connect_state().mirror()
            operation = self._operation()
            try:
                self.params = self._checked(operation)
            except ServiceException as error:
                return self.serialized(ActionResult(error))
            return super().call_action()

    def _operation(self) -> OperationModel:
        model: ServiceModel = get_service_model(self.boto3_service_name)
        return cast(OperationModel, model.operation_model(self._get_action()))

    def _checked(self, operation: OperationModel) -> dict[str, Any]:
        """The request's parameters. Raises what the operation has for a request that does not fit the model."""
        try:
            parameters = request_parameters(operation, self.normalized_request, self.uri_match)
        except UnreadableRequest as error:
            raise self._invalid(operation, str(error)) from error
        if not connect_state().settings.unknown_members_refused:
            parameters = known_members(parameters, operation.input_shape)
        problems = problems_of(parameters, operation.input_shape, str(operation.name))
        if problems:
            raise self._invalid(operation, "; ".join(problems))
        return parameters

    def _invalid(self, operation: OperationModel, message: str) -> ServiceException:
        modelled = {shape.name for shape in operation.error_shapes}
        error = next(error for error in self.invalid_errors if error.code in modelled)
        return error(message)
