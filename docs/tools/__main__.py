"""`python -m docs.tools`: write every generated part of the documentation."""

from __future__ import annotations

import sys

from docs.tools.generated import write_all

for path in write_all():
    sys.stdout.write(f"{path}\n")
