"""Where the repository is."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The repository."""
LAMBDA = ROOT / "lambda"
"""The folder of the handler's packages; its name is a keyword, so it can't be a package itself."""
