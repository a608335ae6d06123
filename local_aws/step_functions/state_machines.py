"""CreateStateMachine and UpdateStateMachine, which refuse definitions that could not be walked through."""

from collections.abc import Callable
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import stepfunctions

from local_aws.step_functions.definition import problems_of

Response = tuple[int, dict[str, str], bytes]
Handler = Callable[[dict[str, Any]], Response]


def with_definition_checked(handler: Handler) -> Handler:
    """Refuse a request whose definition has problems."""

    def handle(request: dict[str, Any]) -> Response:
        problems = problems_of(request["definition"]) if "definition" in request else []
        if not problems:
            return handler(request)
        message = f"Invalid State Machine Definition: '{'; '.join(problems)}'"
        refused: Response = error_response_json("InvalidDefinition", message, 400)
        return refused

    return handle


def install() -> None:
    """Check what ministack takes as it comes."""
    stepfunctions._create_state_machine = with_definition_checked(stepfunctions._create_state_machine)
    stepfunctions._update_state_machine = with_definition_checked(stepfunctions._update_state_machine)
