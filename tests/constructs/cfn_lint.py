"""cfn-lint, as a test runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# CDK itself lets every function depend on its role by DependsOn and by GetAtt.
IGNORED = "W3005"


def cfn_lint(*templates: Path) -> str:
    """What cfn-lint finds in templates; "" for nothing."""
    run = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--ignore-checks", IGNORED, "--", *templates],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr
