"""An account that the command line is tried on."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from connect_numbers.command_line import app
from tests.connect_numbers.deployed_stacks import DeployedStacks, template
from tests.simulation.function_services import REGION
from tests.simulation.world import World


@dataclass
class Account:
    """A world, with stacks beside its numbers."""

    world: World
    stacks: DeployedStacks

    def run(self, *arguments: str, width: int = 0, answer: str | None = None) -> Result:
        """Run `connect-numbers`."""
        environment = {"COLUMNS": str(width)} if width else {}
        return CliRunner().invoke(app, list(arguments), env={"AWS_REGION": REGION, **environment}, input=answer)

    def json(self, *arguments: str, exit_code: int = 0) -> Any:
        """What `connect-numbers … --json` prints."""
        result = self.run(*arguments, "--json")
        assert result.exit_code == exit_code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
        return json.loads(result.stdout)

    def held(self, properties: dict[str, Any], stack: str = "sales") -> str:
        """A number of a stack of its own, deployed."""
        assert self.stacks.deploy(stack, template(Number=properties))
        return self.number(self.stacks.number_of(stack, "Number"))

    def parked(self, **properties: Any) -> str:
        """A number that was deployed and parked."""
        number = self.held({**self.world.search, "ReleasePolicy": "PARK", **properties}, "parking")
        assert self.stacks.destroy("parking")
        assert number in self.world.parked()
        return number

    def cycle(self, **properties: Any) -> None:
        """A number comes and goes."""
        self.held({**self.world.search, "ReleasePolicy": "RELEASE", **properties}, "cycle")
        assert self.stacks.destroy("cycle")

    def number(self, phone_number_arn: str) -> str:
        """The number with an ARN, in E.164."""
        [number] = [each for each in self.world.control.numbers() if each["phone_number_arn"] == phone_number_arn]
        return str(number["phone_number"])


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
    for name, body in stacks.items():
        (folder / f"{name}.template.json").write_text(json.dumps(body))
    return folder
