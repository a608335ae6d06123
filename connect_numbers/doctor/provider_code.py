"""Checks of the deployed functions' code: it is the code of the installed package."""

from __future__ import annotations

import io
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from ..account.providers import Provider
from ..aws.aws import Aws
from ..handler_path import HANDLER_PACKAGE, handler_folder
from .finding import Finding, ok, warning

_DISTRIBUTION = "cdk-connect-phone-numbers"
_SECONDS = 30


def check_provider_code(aws: Aws, providers: Sequence[Provider]) -> Iterator[Finding]:
    """Each provider's code; functions with the same code are compared once."""
    installed = files_in(Path(handler_folder()))
    by_code: dict[str, list[Provider]] = {}
    for provider in providers:
        by_code.setdefault(provider.code_sha256, []).append(provider)
    for alike in by_code.values():
        others = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
        names = f"{alike[0].function_name}{others}"
        yield code_finding(names, installed, deployed_files(_code_of(aws, alike[0].function_name)))


def code_finding(names: str, installed: Mapping[str, bytes], deployed: Mapping[str, bytes]) -> Finding:
    """Whether two sets of files are the same."""
    changed = [name for name in {*installed, *deployed} if installed.get(name) != deployed.get(name)]
    if not changed:
        return ok("provider", f"{names}: the code of {_DISTRIBUTION} {version(_DISTRIBUTION)}")
    return warning(
        "provider",
        f"{names}: other code than {_DISTRIBUTION} {version(_DISTRIBUTION)} has ({len(changed)} files differ)",
        "deploy the provider's stack with this version, or install the version it was deployed with",
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """The handler package's files in a folder, by path."""
    package = folder / HANDLER_PACKAGE
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in package.rglob("*.py")}


def deployed_files(archive: bytes) -> dict[str, bytes]:
    """The handler package's files in a function's zip, by path."""
    with zipfile.ZipFile(io.BytesIO(archive)) as code:
        return {
            name: code.read(name)
            for name in code.namelist()
            if name.startswith(f"{HANDLER_PACKAGE}/") and name.endswith(".py")
        }


def _code_of(aws: Aws, name: str) -> bytes:
    location = aws.lambda_().get_function(FunctionName=name)["Code"]["Location"]
    with urllib.request.urlopen(location, timeout=_SECONDS) as answer:  # noqa: S310 - a URL that Lambda signed
        return bytes(answer.read())
