"""How commands end: a sentence and an exit code, never a traceback."""

from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from connect_numbers.aws import aws as aws_module
from connect_numbers.command_line import app
from tests.connect_numbers.account import Account

COMMANDS = ["search", "list", "quota", "plan", "import", "reconcile", "doctor", "parked list", "parked release"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "100"})
    assert shown.exit_code == 0
    assert "Examples:" in shown.stdout
    assert "connect-numbers" in shown.stdout


def test_the_exit_codes_are_documented() -> None:
    shown = " ".join(CliRunner().invoke(app, ["--help"]).stdout.split())
    assert "0 done, or the answer is yes; 1 the answer is no" in shown
    assert "130 Ctrl-C" in shown


def test_what_aws_refuses_is_said(account: Account) -> None:
    account.world.control.inject_fault("ListPhoneNumbersV2", "access_denied")
    result = account.run("list")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("connect-numbers: ListPhoneNumbersV2 was refused: AccessDenied")
    assert "Traceback" not in result.stderr


def test_throttling_is_waited_out(account: Account) -> None:
    account.world.control.inject_fault("ListPhoneNumbersV2", "throttle", count=2)
    assert account.run("list").exit_code == 0


def test_no_region_no_credentials_no_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    def ended(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["list", *arguments])
        return result.exit_code, result.stderr

    assert ended() == (2, "connect-numbers: No Region is given: use --region, or set AWS_REGION.\n")
    code, message = ended("--region", "us-east-1")
    assert code == 3
    assert "No AWS credentials were found" in message
    code, message = ended("--profile", "nobody")
    assert code == 3
    assert "nobody" in message


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
    result = CliRunner().invoke(app, ["list", "--region", "us-east-1"])
    assert result.exit_code == 3
    assert "Could not connect to the endpoint URL" in result.stderr


def test_ctrl_c_is_quiet(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Any) -> None:
        raise KeyboardInterrupt

    for number in range(7):
        account.world.control.set_quota(account.world.instance_arn, 10)
        account.world.control.console_claim(account.world.instance_arn, f"+1206555012{number}")
    monkeypatch.setattr(aws_module, "time", SimpleNamespace(monotonic=account.world.now, sleep=interrupt))
    result = account.run("list")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_a_pipe_gets_no_colours(account: Account) -> None:
    account.held(account.world.search)
    for command in ("list", "quota"):
        assert "\x1b" not in account.run(command).stdout
