import uuid
from pathlib import Path

from local_aws.command_line.cdk import with_defaults
from local_aws.running import RunningLocalAws
from tests.local_aws.command_line.apps import write_app
from tests.support.local_aws import LocalAws

RUNNING = RunningLocalAws(1, 4566, "an-instance", "a-flow")


def test_an_app_in_any_folder_is_deployed_rolled_back_and_destroyed(local_aws: LocalAws, tmp_path: Path) -> None:
    name = f"app-{uuid.uuid4().hex[:8]}"
    app = write_app(tmp_path, name)

    deployed = local_aws.cdk("deploy", cwd=app)
    assert f"{name}.Value = size 1" in deployed.stdout + deployed.stderr
    assert local_aws.outputs(name) == {"Value": "size 1", "InstanceArn": local_aws.instance_arn}

    failed = local_aws.cdk("deploy", "-c", "size=2", "-c", "fails=Update", cwd=app, check=False)
    assert failed.returncode == 1
    assert "told to fail Update" in failed.stdout + failed.stderr
    stack = local_aws.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert local_aws.outputs(name)["Value"] == "size 1"

    local_aws.cdk("destroy", "--force", cwd=app)
    names = {stack["StackName"] for stack in local_aws.client("cloudformation").describe_stacks()["Stacks"]}
    assert name not in names


def test_context_values_are_added_where_the_users_own_can_overrule_them() -> None:
    arguments = with_defaults(["--app", "python app.py", "deploy", "-c", "instance_arn=mine", "Stack"], RUNNING)
    assert arguments == [
        *("--app", "python app.py", "deploy", "--no-notices"),
        *("--context", "instance_arn=an-instance", "--context", "contact_flow_arn=a-flow"),
        *("--require-approval", "never", "-c", "instance_arn=mine", "Stack"),
    ]


def test_an_approval_that_the_user_asks_for_stays() -> None:
    assert "never" not in with_defaults(["deploy", "--require-approval", "any-change"], RUNNING)


def test_commands_that_synthesise_nothing_are_left_alone() -> None:
    assert with_defaults(["--version"], RUNNING) == ["--version"]
