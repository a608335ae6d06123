"""The handler's code as a Lambda asset."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import aws_lambda as lambda_

# What Python and its tools leave behind differs from machine to machine, and with it would the asset's hash.
_EXCLUDED = ("**/__pycache__", "**/__pycache__/**", "**/*.pyc", "**/.*_cache", "**/.*_cache/**", "**/.DS_Store")


def handler_code() -> lambda_.AssetCode:
    """The handler's code, the same bytes from a checkout as from an installed wheel.

    Raises:
        FileNotFoundError: the package was installed without it.
    """
    return lambda_.Code.from_asset(str(handler_folder(Path(__file__).parent)), exclude=list(_EXCLUDED))


def handler_folder(package: Path) -> Path:
    """The folder that Lambda puts on sys.path: in the wheel within this package, in a checkout beside it.

    Args:
        package: this package's folder.

    Raises:
        FileNotFoundError: it is in neither place.
    """
    candidates = (package / "_lambda", package.parent / "lambda")
    for candidate in candidates:
        if (candidate / "connect_phone_numbers" / "__init__.py").is_file():
            return candidate
    raise FileNotFoundError(
        f"The handler's code is neither in {candidates[0]} nor in {candidates[1]}: "
        "install cdk-connect-phone-numbers again, from its wheel or as an editable checkout."
    )
