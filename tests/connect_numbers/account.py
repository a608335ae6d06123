"""An account that the command line is tried on."""

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from typer.testing import CliRunner, Result

from connect_numbers.command_line import app
from connect_numbers.handler_path import handler_folder
from tests.handler.lifecycle import Lifecycle, Response
from tests.handler.world import REGION, TABLE, World

HANDLER = "Amazon Connect phone numbers: "


@dataclass
class Account:
    """A world, with stacks and functions beside its numbers."""

    world: World

    def run(self, *arguments: str, width: int = 0) -> Result:
        """Run `connect-numbers`."""
        environment = {"COLUMNS": str(width)} if width else {}
        return CliRunner().invoke(app, list(arguments), env={"AWS_REGION": REGION, **environment})

    def json(self, *arguments: str, exit_code: int = 0) -> Any:
        """What `connect-numbers … --json` prints."""
        result = self.run(*arguments, "--json")
        assert result.exit_code == exit_code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
        return json.loads(result.stdout)

    @cached_property
    def cloudformation(self) -> Any:
        return boto3.client("cloudformation", region_name=REGION)

    def deploy_provider(self, table: str = TABLE, is_current: bool = True) -> None:
        """A provider's functions, by which its ledger is found."""
        functions = boto3.client("lambda", region_name=REGION)
        for purpose, seconds in (("on_event", 30), ("is_complete", 60)):
            functions.create_function(
                FunctionName=f"{table}-{purpose}",
                Description=f"{HANDLER}{purpose}",
                Handler=f"connect_phone_numbers.handler.{purpose}",
                Runtime="python3.13",
                Role=self._role,
                Timeout=seconds,
                Code={"ZipFile": handler_zip(is_current)},
                Environment={"Variables": {"LEDGER_TABLE_NAME": table}},
            )

    def stack(self, name: str, logical_id: str = "Support") -> Lifecycle:
        """A resource of a stack that exists."""
        template = {
            "Resources": {
                "Topic": {"Type": "AWS::SNS::Topic"},
                logical_id: {
                    "Type": "AWS::SNS::Topic",
                    "Metadata": {"aws:cdk:path": f"{name}/Numbers/{logical_id}/Resource/Default"},
                },
            }
        }
        created = self.cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
        resource = self.world.resource(logical_id)
        resource.stack_id = created["StackId"]
        return resource

    def held(self, properties: dict[str, Any], resource: Lifecycle | None = None) -> Response:
        """A number, deployed."""
        response = (resource or self.world.resource()).create(properties)
        assert response.succeeded, response.reason
        return response

    def parked(self, **properties: Any) -> str:
        """A number that was deployed and parked."""
        resource = self.world.resource()
        wanted = {**self.world.search, "ReleasePolicy": "PARK", **properties}
        response = self.held(wanted, resource)
        assert resource.delete(wanted, response.physical_resource_id).succeeded
        return response.data["PhoneNumber"]

    @cached_property
    def _role(self) -> str:
        roles = boto3.client("iam", region_name=REGION)
        return str(roles.create_role(RoleName="functions", AssumeRolePolicyDocument="{}")["Role"]["Arn"])


def handler_zip(is_current: bool) -> bytes:
    """The handler's code as Lambda has it; or that of another version."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as code:
        for path in sorted((handler_folder() / "connect_phone_numbers").rglob("*.py")):
            code.writestr(path.relative_to(handler_folder()).as_posix(), path.read_bytes())
        if not is_current:
            code.writestr("connect_phone_numbers/of_another_version.py", "")
    return file.getvalue()


def write_assembly(folder: Path, stacks: dict[str, Any], region: str = REGION) -> Path:
    """A cloud assembly with these templates, by stack name."""
    artifacts = {
        name: {
            "type": "aws:cloudformation:stack",
            "environment": f"aws://123456789012/{region}",
            "properties": {"templateFile": f"{name}.template.json"},
        }
        for name in stacks
    }
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"version": "55.0.0", "artifacts": artifacts}))
    for name, template in stacks.items():
        (folder / f"{name}.template.json").write_text(json.dumps(template))
    return folder
