"""A user's mistakes, and what can't be helped, end in words: never in a traceback."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

import local_aws.__main__
import local_aws.command_line.main
from local_aws.network import free_endpoints
from local_aws.running import find_running
from tests.support.local_aws import LocalAws


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "local_aws", *arguments],
        env=os.environ | variables,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("port", ["http", "0", "65535", "4566.5"])
@pytest.mark.parametrize("command", [("up",), ("cdk", "list")], ids=lambda command: command[0])
def test_a_port_that_is_none(tmp_path: Path, command: tuple[str, ...], port: str) -> None:
    done = run(*command, LOCAL_AWS_PORT=port, LOCAL_AWS_HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"local_aws: LOCAL_AWS_PORT is {port!r}. Give a port: a number from 1 to 65534.\n"


def test_an_option_that_is_no_port() -> None:
    done = run("up", "--port", "70000")
    assert done.returncode == 2
    assert done.stderr.endswith("argument --port: Give a port: a number from 1 to 65534.\n")


@pytest.mark.parametrize("arguments", [("up",), ("up", "--detach")], ids=" ".join)
def test_without_the_extra(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ministack'] = None\n")
    port = str(free_endpoints().port)
    done = run(*arguments, "--port", port, PYTHONPATH=str(tmp_path), LOCAL_AWS_HOME=str(tmp_path / "home"))
    assert done.returncode == 1
    assert "local_aws needs ministack: pip install 'cdk-connect-phone-numbers[local]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("trouble", "status"), [(KeyboardInterrupt, 130), (BrokenPipeError, 141)])
def test_what_ends_a_command_from_outside(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], trouble: type[BaseException], status: int
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise trouble

    monkeypatch.setattr(local_aws.command_line.main, "main", interrupted)
    monkeypatch.setattr(local_aws.__main__.os, "dup2", lambda *descriptors: None)
    with pytest.raises(SystemExit) as ended:
        local_aws.__main__.main()
    assert ended.value.code == status
    assert capfd.readouterr().err == ""


def test_a_reader_that_has_enough() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "local_aws", "--help"]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}  # else argparse itself meets the closed pipe, and says nothing
    done = subprocess.run(command, env=buffered, stdout=writer, stderr=subprocess.PIPE, check=False, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_another_server_on_the_port_is_not_taken_for_ours(
    local_aws: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = asdict(local_aws.running)
    (tmp_path / "local-aws.json").write_text(json.dumps({**ours, "pid": 1}))
    monkeypatch.setenv("LOCAL_AWS_HOME", str(tmp_path))
    assert find_running() is None, "another process has the port by now"
