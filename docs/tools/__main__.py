"""`python -m docs.tools`: write every generated part of the documentation; `… terminals`: record the terminals."""

from __future__ import annotations

import sys

from docs.tools.generated import write_all
from docs.tools.terminals import record_all

for path in record_all() if sys.argv[1:] == ["terminals"] else write_all():
    sys.stdout.write(f"{path}\n")
