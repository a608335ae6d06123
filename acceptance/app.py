"""The CDK app of the acceptance.

It reads the stack's configuration for each step from `configurations.json` in the current folder, and writes a cloud
assembly for each step, in a folder with the step's name. The CDK CLI then deploys these.
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
"""The file with the feature flags: they are the same as for the repository's own app."""


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
