"""Pull requests' stacks come and go by the commands of the example's own workflow."""

import shlex
import sys
from collections.abc import Callable
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.examples.example import Example

WORKFLOW = ".github/workflows/pull_request.yml"
ON_THIS_MACHINE = {"npx cdk": "-m local_aws cdk", "connect-numbers": "-m connect_numbers"}
"""What takes the place of a command where the local AWS takes that of an account."""


class PullRequests:
    """The workflow's steps, by name, for one pull request at a time."""

    def __init__(self, example: Example, instance_arn: str) -> None:
        self.example = example
        self.instance_arn = instance_arn
        self.steps: dict[str, dict[str, Any]] = {
            step["name"]: step
            for step in yaml.safe_load((example.folder / WORKFLOW).read_text())["jobs"]["stack"]["steps"]
            if "name" in step
        }

    def open(self, pull_request: int) -> str:
        """Run what an opened pull request does, after it is synthesised: the plan."""
        plan = self.run("Plan", pull_request)
        self.run("Deploy", pull_request)
        return plan

    def run(self, name: str, pull_request: int) -> str:
        command = self.steps[name]["run"]
        for given, taken in ON_THIS_MACHINE.items():
            command = command.replace(given, f"{shlex.quote(sys.executable)} {taken}")
        return self.example.shell(command, PULL_REQUEST=str(pull_request), INSTANCE_ARN=self.instance_arn).stdout

    def number(self, pull_request: int) -> str:
        return self.example.local_aws.outputs(f"SupportPullRequest{pull_request}")["SupportNumber"]

    def claims(self) -> int:
        return len(self.example.operations(self.instance_arn, "ClaimPhoneNumber"))


@pytest.fixture
def pull_requests(example: Callable[[str], Example]) -> PullRequests:
    pull_request_stacks = example("pull_request_stacks")
    instance_arn, _ = pull_request_stacks.local_aws.new_instance()
    return PullRequests(pull_request_stacks, instance_arn)


def test_the_workflow_deploys_what_is_open_and_destroys_what_is_closed(pull_requests: PullRequests) -> None:
    conditions = {name: step.get("if") for name, step in pull_requests.steps.items()}
    assert conditions == {
        "Install": None,
        "Synthesise": None,
        "Plan": "github.event.action != 'closed'",
        "Deploy": "github.event.action != 'closed'",
        "Destroy": "github.event.action == 'closed'",
    }
    names = list(pull_requests.steps)
    assert names.index("Plan") < names.index("Deploy")


def test_pull_requests_cost_one_claim_in_all(pull_requests: PullRequests) -> None:
    example, instance_arn = pull_requests.example, pull_requests.instance_arn
    pull_requests.run("Synthesise", 1)
    example.cdk("deploy", "--app", "cdk.out", "SupportProduction", "SupportStaging")
    production = example.local_aws.outputs("SupportProduction")["SupportNumber"]
    assert pull_requests.claims() == 2

    assert "1 to claim" in pull_requests.open(1)
    assert pull_requests.claims() == 3
    parked = pull_requests.number(1)
    pull_requests.run("Destroy", 1)
    assert "SupportPullRequest1" not in example.stacks()
    assert parked in example.numbers(instance_arn)

    pull_requests.run("Synthesise", 2)
    assert "1 to take parked: 0 operations" in pull_requests.open(2)
    assert pull_requests.number(2) == parked
    assert pull_requests.claims() == 3

    # All of it goes: production's number stays, and so does the one that is parked for pull requests.
    example.cdk("destroy", "--app", "cdk.out", "--all", "--force")
    assert {stack for stack in example.stacks() if stack.startswith("Support")} == set()
    assert example.numbers(instance_arn).keys() == {production, parked}
    assert pull_requests.claims() == 3
