"""Mistakes in a construct, and the error that names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A broken rule.

    Attributes:
        code: stable, for programs.
        message: the value received, the values allowed and what to change.
    """

    code: str
    message: str


class PhoneNumberValidationError(ValueError):
    """A construct can't be declared as it is. The message names all its mistakes.

    Attributes:
        construct_path: path of the construct in the tree.
        findings: everything that is wrong, at least one.
    """

    def __init__(self, construct_path: str, findings: Sequence[Finding]) -> None:
        self.construct_path = construct_path
        self.findings = tuple(findings)
        lines = "".join(f"\n- {finding.message} ({finding.code})" for finding in self.findings)
        super().__init__(f"{construct_path}:{lines}")

    @property
    def codes(self) -> tuple[str, ...]:
        """The findings' codes, in the findings' order."""
        return tuple(finding.code for finding in self.findings)


def raise_findings(construct_path: str, findings: Sequence[Finding]) -> None:
    """Raise a `PhoneNumberValidationError` if there are findings."""
    if findings:
        raise PhoneNumberValidationError(construct_path, findings)
