"""Run an app's file with cdk-nag's AwsSolutions over all that it declares: `python -P nag_app.py app.py`.

Its end tells whether there is a finding; the findings stand in `validation-report.json` of its cloud assembly.
"""

import runpy
import sys
from pathlib import Path
from typing import Any

import aws_cdk
from cdk_nag import AwsSolutionsChecks


class NaggedApp(aws_cdk.App):
    """An app that checks itself when it is synthesised."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        aws_cdk.Validations.of(self).add_plugins(AwsSolutionsChecks(self))


if __name__ == "__main__":
    app = Path(sys.argv[1])
    sys.path.insert(0, str(app.parent))
    aws_cdk.App = NaggedApp  # type: ignore[misc]
    runpy.run_path(str(app), run_name="__main__")
