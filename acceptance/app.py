"""The CDK app: the acceptance's stack at each of its steps, as `configurations.json` in the current folder says.

It is run by itself, once, and leaves a cloud assembly per step, in a folder of the step's name, for the CDK CLI.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import App, Environment

from acceptance.configuration import Configuration, load_configurations
from acceptance.names import STACK
from acceptance.stacks import NumberStack

FEATURE_FLAGS = Path(__file__).parent.parent / "cdk.json"
"""Those of the repository's own app."""


def main() -> None:
    """Synthesise every step."""
    context = json.loads(FEATURE_FLAGS.read_text())["context"]
    for step, configuration in load_configurations(Path()).items():
        _synthesise(step, configuration, context)


def _synthesise(step: str, configuration: Configuration, context: Mapping[str, object]) -> None:
    app = App(outdir=step, context=context)
    env = Environment(account=configuration.account_id, region=configuration.region)
    NumberStack(app, STACK, configuration=configuration, env=env)
    app.synth()


if __name__ == "__main__":
    main()
