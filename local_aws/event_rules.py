"""EventBridge's rules: what a function that a rule invokes is given, and how it is invoked.

ministack has the rules, their schedules and their targets. It does not quote the text that an input transformer puts
into JSON, and it does not repeat an invocation that fails.
"""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

from ministack.services import eventbridge

from local_aws.functions.asynchronous import find_function, invoke_in_background

_LOGGER = logging.getLogger(__name__)
_STRING_OR_VARIABLE = re.compile(r'"(?:[^"\\]|\\.)*"|<(?P<variable>[^<>]+)>')


def install() -> None:
    """Replace how ministack makes a target's input, and how it invokes a function."""
    transform = eventbridge._apply_input_transformer

    def apply_input_transformer(transformer: dict[str, Any], rule: object, view: Any) -> object:  # noqa: ANN401 - ministack's event
        template = with_quoted_text(transformer, view.event_with_detail())
        return transform({**transformer, "InputTemplate": template}, rule, view)

    eventbridge._apply_input_transformer = apply_input_transformer
    eventbridge._dispatch_to_lambda = _invoke


def with_quoted_text(transformer: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """A transformer's template, in which each variable that stands for text is this text, quoted.

    Variables within quotation marks stay: their text is put in as it is. So do variables of other types, and those of
    EventBridge itself. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    """
    paths = transformer.get("InputPathsMap", {})
    values = {variable: _value(event, path) for variable, path in paths.items()}

    def quoted(match: re.Match[str]) -> str:
        value = values.get(match["variable"])
        return json.dumps(value) if isinstance(value, str) else match[0]

    return _STRING_OR_VARIABLE.sub(quoted, transformer.get("InputTemplate", ""))


def _value(event: object, path: str) -> object:
    """The part of an event at a path such as `$.detail.state`; None where there is none."""
    for name in filter(None, path.removeprefix("$").split(".")):
        event = event.get(name) if isinstance(event, dict) else None
    return event


def _invoke(function_arn: str, payload: str) -> None:
    """Invoke a target asynchronously: what fails is repeated. ValueError where the payload is not JSON."""
    function = find_function(function_arn)
    if function is None:
        _LOGGER.warning("a rule's target is not there: %s", function_arn)
        return
    invoke_in_background(function, json.loads(payload))
