"""Synthesise apps with cdk-nag's AwsSolutions over all that they declare: `python -P nag_app.py <JSON>`.

The JSON is a list of objects with an app's file, the folder of its cloud assembly, and its context. They share this
process: Node and the rules' engines take longer to start than an app takes. Its end tells whether there is a finding;
the findings stand in the `validation-report.json` of each cloud assembly.
"""

import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

import aws_cdk
from cdk_nag import AwsSolutionsChecks

App = aws_cdk.App


def synthesise(app: Path, out: str, context: dict[str, Any]) -> None:
    """Run an app in its folder."""

    class NaggedApp(App):
        """An app that checks itself when it is synthesised."""

        def __init__(self, **arguments: Any) -> None:
            super().__init__(outdir=out, context=context, **arguments)
            aws_cdk.Validations.of(self).add_plugins(AwsSolutionsChecks(self))

    aws_cdk.App = NaggedApp  # type: ignore[misc]
    known, path = set(sys.modules), list(sys.path)
    os.chdir(app.parent)
    sys.path.insert(0, str(app.parent))
    runpy.run_path(str(app), run_name="__main__")
    sys.path[:] = path
    if str(app.parent) not in path:
        # The next app may have modules of the same names.
        for name in set(sys.modules) - known:
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(app.parent)):
                del sys.modules[name]


if __name__ == "__main__":
    for each in json.loads(sys.argv[1]):
        synthesise(Path(each["app"]), each["out"], each["context"])
