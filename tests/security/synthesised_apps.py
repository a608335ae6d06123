"""The apps of this repository, synthesised."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.constructs.support import ACCOUNT, CONTACT_FLOW_ARN, CONTEXT, INSTANCE_ARN, REGION

CHECKOUT = Path(__file__).parents[2]
NAG_APP = Path(__file__).with_name("nag_app.py")
SOMEBODY_ELSES = CHECKOUT / "examples" / "existing_repository" / "app.py"
"""Most of what it declares was there before the numbers: a bucket and a function as any repository has them. What the
library adds to it is what it adds to the other apps."""
APPS = sorted({CHECKOUT / "app.py", *(CHECKOUT / "examples").glob("*/app.py")} - {SOMEBODY_ELSES})


def app_name(app: Path) -> str:
    """Its path in the repository."""
    return str(app.relative_to(CHECKOUT))


def synthesise_with_nag(outs: Mapping[Path, Path]) -> "subprocess.CompletedProcess[str]":
    """Synthesise apps, each into a folder, in the context of their own `cdk.json` and that of the example app.

    cdk-nag and the CDK's own rules check them.
    """
    given = {"instance_arn": INSTANCE_ARN, "contact_flow_arn": CONTACT_FLOW_ARN, "phone_number": "+12065550177"}
    apps = [
        {"app": str(app), "out": str(out), "context": {**CONTEXT, **own_context(app), **given}}
        for app, out in outs.items()
    ]
    environment = {
        **os.environ,
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_VALIDATION": "true",
        "PYTHONPATH": str(CHECKOUT),
    }
    return subprocess.run(
        # By its path: an app may have a package `tests` of its own. With -P its neighbours here are not importable.
        [sys.executable, "-P", str(NAG_APP), json.dumps(apps)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def own_context(app: Path) -> dict[str, Any]:
    """The context of an app's `cdk.json`."""
    context: dict[str, Any] = json.loads((app.parent / "cdk.json").read_text()).get("context", {})
    return context
