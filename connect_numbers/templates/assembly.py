"""A synthesised app: the stacks of a cloud assembly.

https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/cloud-assembly-schema/README.md
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..problem import Problem

_MANIFEST = "manifest.json"
_STACK = "aws:cloudformation:stack"
_ASSEMBLY = "cdk:cloud-assembly"
_UNKNOWN = "unknown-"


@dataclass(frozen=True)
class AssemblyStack:
    """A stack that `cdk deploy` would deploy.

    Attributes:
        artifact_id: the stack's name within the assembly.
        name: the stack's name in CloudFormation.
        account: the account; "" where the app leaves it open.
        region: the Region; "" where the app leaves it open.
        template: the stack's template.
        folder: the folder with the templates of the stack and of its nested stacks.
        depends_on: the artifacts that are deployed before the stack.
    """

    artifact_id: str
    name: str
    account: str
    region: str
    template: dict[str, Any] = field(repr=False)
    folder: Path
    depends_on: tuple[str, ...]

    def is_for(self, account: str, region: str) -> bool:
        """Whether the stack can be deployed to an account and Region."""
        return self.account in ("", account) and self.region in ("", region)

    def nested_template(self, resource: Mapping[str, Any]) -> dict[str, Any] | None:
        """The template of one of its AWS::CloudFormation::Stack resources; None where the assembly does not have it."""
        file = resource.get("Metadata", {}).get("aws:asset:path")
        return _read(self.folder / file) if file else None


def read_assembly(folder: Path, cdk: str) -> list[AssemblyStack]:
    """The stacks of an assembly and of the assemblies in it (stages), in the order of their deployment.

    Args:
        folder: the assembly, `cdk.out` by default of the CDK CLI.
        cdk: the command that starts the CDK CLI, for advice.

    Raises:
        Problem: the folder is not there, or is no assembly.
    """
    if not (folder / _MANIFEST).is_file():
        raise Problem(f"{folder} is no cloud assembly: it has no {_MANIFEST}. Make one: {cdk} synth")
    try:
        return _in_order(list(_stacks_of(folder)))
    except (AttributeError, KeyError, TypeError) as error:
        raise Problem(f"{folder} is no cloud assembly of a CDK 2: {error!r}. Make one: {cdk} synth") from error


def synthesised_at(folder: Path) -> int:
    """When an assembly was synthesised, in seconds since the epoch."""
    return int((folder / _MANIFEST).stat().st_mtime)


def _stacks_of(folder: Path) -> Iterator[AssemblyStack]:
    manifest = _read(folder / _MANIFEST)
    for artifact_id, artifact in manifest.get("artifacts", {}).items():
        properties = artifact.get("properties", {})
        if artifact.get("type") == _ASSEMBLY:
            yield from _stacks_of(folder / properties["directoryName"])
        if artifact.get("type") == _STACK:
            account, region = _environment(artifact.get("environment", ""))
            yield AssemblyStack(
                artifact_id,
                properties.get("stackName", artifact_id),
                account,
                region,
                _read(folder / properties["templateFile"]),
                folder,
                tuple(artifact.get("dependencies", ())),
            )


def _environment(environment: str) -> tuple[str, str]:
    account, _, region = environment.removeprefix("aws://").partition("/")
    return ("" if account.startswith(_UNKNOWN) else account, "" if region.startswith(_UNKNOWN) else region)


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text()))
    except FileNotFoundError as error:
        raise Problem(f"The cloud assembly lacks {path}. Synthesise the app again.") from error
    except ValueError as error:
        raise Problem(f"{path} is not JSON: {error}. Synthesise the app again.") from error


def _in_order(stacks: Sequence[AssemblyStack]) -> list[AssemblyStack]:
    """The stacks, each after those that it depends on, otherwise in the same order."""
    by_id = {stack.artifact_id: stack for stack in stacks}
    ordered: dict[str, AssemblyStack] = {}

    def add(stack: AssemblyStack) -> None:
        if stack.artifact_id in ordered:
            return
        for each in stack.depends_on:
            if each in by_id:
                add(by_id[each])
        ordered[stack.artifact_id] = stack

    for stack in stacks:
        add(stack)
    return list(ordered.values())
