"""Functions of one file, made by Lambda's API."""

import io
import json
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import boto3
import pytest
from botocore.config import Config

from tests.support.local_aws import LocalAws


class Function:
    def __init__(self, client: Any, name: str) -> None:
        self.client = client
        self.name = name

    def invoke(self, event: object = None) -> dict[str, Any]:
        """Invoke and await: the answer, its payload read."""
        answer = self.client.invoke(FunctionName=self.name, Payload=json.dumps(event))
        return {**answer, "Payload": json.loads(answer["Payload"].read())}

    def invoke_in_background(self, event: object) -> None:
        answer = self.client.invoke(FunctionName=self.name, Payload=json.dumps(event), InvocationType="Event")
        assert answer["StatusCode"] == 202

    def change(self, code: str) -> None:
        self.client.update_function_code(FunctionName=self.name, ZipFile=zipped(code))


def zipped(code: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("index.py", dedent(code))
    return archive.getvalue()


def lines_of(file: Path, number: int, seconds: float = 15) -> list[str]:
    """Wait until a file has so many lines."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) >= number:
            return lines
        time.sleep(0.05)
    raise AssertionError(f"{file} has {len(lines)} lines, not {number}, after {seconds} s")


@pytest.fixture
def function(local_aws: LocalAws) -> Iterator[Callable[..., Function]]:
    client = boto3.client(
        "lambda",
        endpoint_url=local_aws.running.endpoints.url,
        region_name="us-east-1",
        aws_access_key_id=local_aws.environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": 1}),
    )
    made: list[str] = []

    def make(code: str, handler: str = "index.handler", **configuration: Any) -> Function:
        name = f"function-{uuid.uuid4().hex[:8]}"
        client.create_function(
            FunctionName=name,
            Runtime="python3.14",
            Role="arn:aws:iam::123456789012:role/any",
            Handler=handler,
            Code={"ZipFile": zipped(code)},
            **configuration,
        )
        made.append(name)
        return Function(client, name)

    yield make
    for name in made:
        client.delete_function(FunctionName=name)
