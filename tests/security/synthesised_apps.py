"""The apps of this repository, synthesised."""

import json
import os
import subprocess
import sys
from pathlib import Path

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


def synthesise_with_nag(app: Path, out: Path) -> "subprocess.CompletedProcess[str]":
    """Synthesise an app with cdk-nag, in the context of its own `cdk.json` and that of the example app."""
    own = json.loads((app.parent / "cdk.json").read_text()).get("context", {})
    given = {"instance_arn": INSTANCE_ARN, "contact_flow_arn": CONTACT_FLOW_ARN, "phone_number": "+12065550177"}
    environment = {
        **os.environ,
        "CDK_CONTEXT_JSON": json.dumps({**CONTEXT, **own, **given}),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_OUTDIR": str(out),
        "CDK_VALIDATION": "true",
        "PYTHONPATH": str(CHECKOUT),
    }
    return subprocess.run(
        # By its path: an app may have a package `tests` of its own. With -P its neighbours here are not importable.
        [sys.executable, "-P", str(NAG_APP), str(app)],
        cwd=app.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
