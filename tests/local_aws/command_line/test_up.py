import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from local_aws.network import free_endpoints


def run(home: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "local_aws", *arguments],
        env=os.environ | {"LOCAL_AWS_HOME": str(home)} | variables,
        check=False,
        capture_output=True,
        text=True,
    )


def test_it_comes_up_detached_tells_what_it_is_and_goes_down(tmp_path: Path) -> None:
    port = free_endpoints().port
    up = run(tmp_path, "up", "--detach", "--port", str(port))
    assert up.returncode == 0, up.stderr
    try:
        assert f"export AWS_ENDPOINT_URL=http://127.0.0.1:{port}" in up.stdout
        assert f"AWS:              http://127.0.0.1:{port}" in run(tmp_path, "status").stdout
        assert run(tmp_path, "env").stdout == up.stdout
        operations = [call["operation"] for call in json.loads(run(tmp_path, "journal", "--json").stdout)]
        assert operations == ["CreateInstance", "CreateContactFlow"]
        assert run(tmp_path, "numbers").stdout == "There is no phone number in us-east-1.\n"
        another = run(tmp_path, "down", LOCAL_AWS_PORT=str(port + 2))
        assert another.returncode == 1
        assert f"listens on port {port}" in another.stderr
        assert run(tmp_path, "status").returncode == 0, "what nobody meant is not ended"
        assert f"on port {port}, not {port + 2}" in run(tmp_path, "up", "--detach", "--port", str(port + 2)).stderr
        again = run(tmp_path, "up")
        assert again.returncode == 1
        assert "it runs already" in again.stderr
    finally:
        down = run(tmp_path, "down")
    assert down.stdout == "The local AWS is down.\n"
    assert run(tmp_path, "status").returncode == 1


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    endpoints = free_endpoints()
    with socket.create_server(("127.0.0.1", endpoints.connect_port)):
        up = run(tmp_path, "up", "--detach", "--port", str(endpoints.port))
    assert up.returncode == 1
    assert f"port {endpoints.connect_port} is taken by another program" in up.stderr


def test_commands_that_need_it_say_how_to_start_it(tmp_path: Path) -> None:
    numbers = run(tmp_path, "numbers")
    assert numbers.returncode == 1
    assert "`python -m local_aws up --detach` starts it" in numbers.stderr
