"""How commands end: a sentence and an exit code, never a traceback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from connect_numbers import clock
from connect_numbers.aws import aws as aws_module
from connect_numbers.command_line import app
from connect_numbers.commands import list_numbers
from connect_numbers.exit_code import MEANINGS, ExitCode
from connect_numbers.help import examples
from tests.connect_numbers.account import Account
from tests.simulation.boto3_world import Boto3World, boto3_world

COMMANDS = ["search", "list", "quota", "plan", "import", "reconcile", "doctor", "parked list", "parked release"]
COMMAND = [sys.executable, "-m", "connect_numbers"]


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[Boto3World]:
    """An account behind boto3, as the command line itself makes its clients."""
    with boto3_world() as world:
        time = SimpleNamespace(monotonic=world.now, time=world.now, sleep=world.advance)
        for module in (aws_module, clock):
            monkeypatch.setattr(module, "time", time)
        monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
        yield world


def ended(*arguments: str, **environment: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), env={"AWS_REGION": "us-east-1", **environment})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "100"})
    assert shown.exit_code == 0
    assert "Examples:\n" in shown.stdout
    assert "connect-numbers" in shown.stdout


@pytest.mark.parametrize("width", ["60", "100"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_no_python_types_and_keeps_examples_in_one_line(command: str, width: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": width}).stdout
    assert "<" not in shown
    described: Any = typer.main.get_command(app)
    for name in command.split():
        described = described.commands[name]
    assert all(f"  {example}\n" in shown for example in examples(described))


@pytest.mark.parametrize("group", [(), ("parked",)])
def test_the_list_of_commands_cuts_no_sentence_off(group: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*group, "--help"], env={"COLUMNS": "60"}).stdout
    assert "Commands:" in shown
    assert "..." not in shown.partition("Commands:")[2]


def test_the_exit_codes_are_documented() -> None:
    shown = " ".join(CliRunner().invoke(app, ["--help"]).stdout.split())
    for code in ExitCode:
        assert f" {code.value} {MEANINGS[code]}" in shown


def test_what_aws_refuses_is_said(real: Boto3World) -> None:
    real.control.inject_fault("ListPhoneNumbersV2", "access_denied")
    code, printed, message = ended("list")
    assert (code, printed) == (3, "")
    assert message.startswith("connect-numbers: ListPhoneNumbersV2 was refused: AccessDenied")


def test_throttling_is_waited_out(real: Boto3World) -> None:
    real.control.inject_fault("ListPhoneNumbersV2", "throttle", count=2)
    assert ended("list")[0] == 0


def test_the_ledger_is_read_by_real_clients(real: Boto3World) -> None:
    assert ended("quota")[0] == 4
    assert real.resource().create(real.search).succeeded
    code, printed, message = ended("quota", "--json")
    assert (code, message) == (0, "")
    assert '"operations_used": 1' in printed


def test_no_region_no_credentials_no_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    code, _, message = ended("list", AWS_REGION="")
    assert (code, message) == (2, "connect-numbers: No Region is given: use --region, or set AWS_REGION.\n")
    code, _, message = ended("list", "--region", "us-esat-1")
    assert (code, "boto3 knows no Region us-esat-1: correct --region" in message) == (2, True)
    code, _, message = ended("list", "--region", "us-east-1")
    assert (code, "No AWS credentials were found" in message) == (3, True)
    code, _, message = ended("list", "--profile", "nobody")
    assert (code, "nobody" in message) == (3, True)


@pytest.mark.parametrize("address", ["http://127.0.0.1:port", "http://127.0.0.1:99999", "127.0.0.1:4566", "https://"])
def test_an_endpoint_that_is_no_address(address: str) -> None:
    code, _, message = ended("list", AWS_ENDPOINT_URL=address)
    assert (code, message.startswith(f"connect-numbers: AWS_ENDPOINT_URL={address} is not an address")) == (2, True)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
    keys = {"AWS_ACCESS_KEY_ID": "123456789012", "AWS_SECRET_ACCESS_KEY": "test"}
    code, _, message = ended("list", AWS_ENDPOINT_URL="http://127.0.0.1:1", **keys)
    assert (code, "Could not connect to the endpoint URL" in message) == (3, True)


def test_a_region_that_is_none() -> None:
    keys = {"AWS_ACCESS_KEY_ID": "123456789012", "AWS_SECRET_ACCESS_KEY": "test"}
    code, _, message = ended("list", "--region", "not a region", **keys)
    assert (code, "not a region" in message) == (2, True)


def test_a_file_that_can_not_be_written_or_read(account: Account, tmp_path: Path) -> None:
    account.world.control.console_claim(account.world.instance_arn)
    account.world.advance(10)
    code, _, message = ended("import", "--output", str(tmp_path / "nowhere" / "file.py"))
    assert (code, "No such file or directory" in message) == (2, True)
    (tmp_path / "manifest.json").write_text('{"artifacts": {"a": {"type": "aws:cloudformation:stack"}}}')
    code, _, message = ended("plan", str(tmp_path))
    assert (code, "is no cloud assembly of a CDK 2" in message) == (4, True)


def test_ctrl_c_is_quiet(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(list_numbers, "read_inventory", interrupt)
    result = account.run("list")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_ctrl_c_in_the_first_second_is_quiet(tmp_path: Path) -> None:
    """While the command line is still being loaded."""
    slow = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "typer.py").write_text(slow)
    interrupted = subprocess.run(
        [*COMMAND, "--help"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (interrupted.returncode, interrupted.stdout, interrupted.stderr) == (130, "", "")


def test_hardly_anything_is_loaded_before_ctrl_c_is_heeded() -> None:
    """What is imported before `main` runs can't be interrupted quietly. So it is next to nothing."""
    script = "import sys; before = {*sys.modules}; import connect_numbers.__main__; print(*{*sys.modules} - before)"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    ours = {"connect_numbers", "connect_numbers.__main__", "connect_numbers.handler_path"}
    assert set(loaded) - {"__future__"} == ours


def test_a_closed_pipe_is_quiet() -> None:
    with subprocess.Popen([*COMMAND, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode in (1, 141)


def test_json_into_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    """Printed without a console's care, and flushed at the end only."""
    script = (
        "from connect_numbers import __main__ as main\n"
        "from connect_numbers.output.show_json import show_json\n"
        "import connect_numbers.command_line as line; line.main = lambda: show_json({'a': 'b' * 100})\n"
        "main.main()\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 128 + signal.SIGPIPE


def test_a_pipe_gets_no_colours(account: Account) -> None:
    account.held(account.world.search)
    for command in ("list", "quota"):
        assert "\x1b" not in account.run(command).stdout
