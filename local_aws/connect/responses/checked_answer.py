"""Answers that have only the model's members."""

from collections.abc import Mapping
from typing import Any

from botocore.validate import ParamValidator
from moto.core.common_types import TYPE_RESPONSE
from moto.core.responses import ActionContext, ActionResult


class CheckedAnswer(ActionResult):
    """A result that is compared with the operation's output in the model before it is sent."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        super().__init__(members)
        self._members = members

    def execute_result(self, context: ActionContext) -> TYPE_RESPONSE:
        """The serialised answer; TypeError where it has unknown members or wrong types, which is this package's bug."""
        shape = context.operation_model.output_shape
        if shape is None and self._members:
            raise TypeError(f"{context.operation_model.name} has no output; got {self._members}")
        if shape is not None:
            report = ParamValidator().validate(self._members, shape)
            if report.has_errors():
                raise TypeError(f"{context.operation_model.name}: {report.generate_report()}")
        return super().execute_result(context)
