"""The app that is synthesised, but for its numbers."""

import sys
import tempfile
import time
from collections.abc import Callable

from aws_cdk import App, Environment, Stack

from . import NUMBERS

INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"


def print_synth_seconds(add_number: Callable[[Stack, str], object]) -> None:
    """Make an app with one stack, add the numbers, synthesise it; print how long that took, in seconds.

    The import of aws-cdk-lib and the start of its Node process are not in it: they are the same for all.
    """
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        app = App(outdir=folder, context={"connect-phone-numbers:quota": NUMBERS})
        stack = Stack(app, "ContactCenter", env=Environment(account="123456789012", region="us-east-1"))
        for index in range(NUMBERS):
            add_number(stack, f"Number{index}")
        app.synth()
        sys.stdout.write(f"{time.perf_counter() - began}\n")
