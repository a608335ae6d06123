"""The app that is synthesised, but for its numbers."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from unittest.mock import patch

from aws_cdk import App, Environment, Stack
from jsii._kernel.providers.process import _NodeProcess

from . import NUMBERS
from .processor_time import processor_seconds

INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"


def print_figures(add_number: Callable[[Stack, str], object]) -> None:
    """Make an app with one stack, add so many numbers as the command line says, synthesise it; print the figures.

    The seconds are processor time. They do not include the import of aws-cdk-lib and the start of its Node process, as
    these are the same for all.
    """
    numbers = int(sys.argv[1]) if sys.argv[1:] else NUMBERS
    per_number = []
    with tempfile.TemporaryDirectory() as folder, _counted_messages() as messages:
        App()  # starts Node
        messages.clear()
        began = processor_seconds()
        app = App(outdir=folder, context={"connect-phone-numbers:quota": numbers})
        stack = Stack(app, "ContactCenter", env=Environment(account="123456789012", region="us-east-1"))
        for index in range(numbers):
            before = len(messages)
            add_number(stack, f"Number{index}")
            per_number.append(len(messages) - before)
        assembly = app.synth()
        figures = {
            "seconds": processor_seconds() - began,
            "messages for the first": per_number[0],
            "messages for each other": median(per_number[1:] or [0]),
            "messages in all": len(messages),
            "resources": len(assembly.get_stack_by_name(stack.stack_name).template["Resources"]),
        }
    sys.stdout.write(json.dumps(figures))


@contextmanager
def _counted_messages() -> Iterator[list[None]]:
    """An item for each message to the jsii kernel: each goes to the Node process and back."""
    messages: list[None] = []
    send = _NodeProcess.send

    def counted(process: _NodeProcess, *arguments: Any) -> Any:  # noqa: ANN401 - as `send` has it
        messages.append(None)
        return send(process, *arguments)

    with patch.object(_NodeProcess, "send", counted):
        yield messages
