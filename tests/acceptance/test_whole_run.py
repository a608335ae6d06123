"""Whole runs of the acceptance on the local AWS, as a user starts them."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from acceptance.cdk import REPOSITORY
from acceptance.names import STACK
from acceptance.recording.cassette import Moment, read_cassettes
from tests.local_connect.cassettes.replay import differences
from tests.support.local_aws import LocalAws

KIND = ("--country", "US", "--type", "DID")


class Acceptance:
    """The program, with an instance of its own."""

    def __init__(self, local_aws: LocalAws, cassettes: Path) -> None:
        self.local_aws = local_aws
        self.instance_arn, _ = local_aws.new_instance()
        self.cassettes = cassettes
        self.seen: set[str] = set()
        """Ids and ARNs of the numbers that the instance had."""
        self._began = len(local_aws.connect.journal())

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-u", "-m", "acceptance.on_local_aws", "--instance-arn", self.instance_arn]
        return subprocess.Popen(
            [*command, "--cassettes", str(self.cassettes), *arguments],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, answer: str | None = None) -> tuple[int, str]:
        process = self.start(*arguments)
        output, _ = process.communicate(answer)
        return process.returncode, output

    def accepted(self) -> Counter[str]:
        """How many claims and releases the local Connect accepted for the instance's numbers."""
        # A claim names the instance, a release only the number: other tests' releases must not be counted.
        accepted = [call for call in self.local_aws.connect.journal(self._began) if call["status_code"] == 200]
        claims = [call for call in accepted if call["parameters"].get("TargetArn") == self.instance_arn]
        released = [call for call in accepted if call["parameters"].get("PhoneNumberId") in self.seen]
        return Counter(
            call["operation"]
            for call in (*claims, *released)
            if call["operation"] in ("ClaimPhoneNumber", "ReleasePhoneNumber")
        )

    def held(self) -> list[dict[str, Any]]:
        numbers = [one for one in self.local_aws.connect.numbers() if one["instance_arn"] == self.instance_arn]
        self.seen.update(*((one["phone_number_id"], one["phone_number_arn"]) for one in numbers))
        return numbers


@pytest.fixture
def acceptance(local_aws: LocalAws, tmp_path: Path) -> Acceptance:
    return Acceptance(local_aws, tmp_path / "cassettes")


def test_interrupted_taken_up_parked_taken_and_released(acceptance: Acceptance) -> None:
    interrupted = acceptance.start("--yes", "--park", *KIND)
    assert interrupted.stdout is not None
    before = ""
    for line in interrupted.stdout:
        before += line
        if "is CLAIMED, with" in line:
            interrupted.send_signal(signal.SIGINT)
            break
    after = interrupted.communicate()[0]
    assert interrupted.returncode == 130, before + after
    assert "of the budget, at most: 1 claim, no releases." in before
    [number] = acceptance.held()
    assert f"Still claimed: {number['phone_number']} ({number['phone_number_arn']})." in after
    assert f"aws cloudformation delete-stack --stack-name {STACK} --region us-east-1" in after
    assert f"aws connect release-phone-number --phone-number-id {number['phone_number_id']}" in after

    # Another kind of number would be another claim.
    refused, said = acceptance.run("--yes", "--country", "GB")
    assert refused == 1
    assert f"holds {number['phone_number']}" in said

    parked, said = acceptance.run("--yes", "--park")
    assert parked == 0, said
    assert "uses of the budget, at most: no claims, no releases." in said
    assert f"with its number {number['phone_number']}" in said
    assert "it failed and was rolled back, as expected" in said
    assert f"{number['phone_number']} is parked" in said
    [kept] = acceptance.held()
    assert kept["phone_number_id"] == number["phone_number_id"]
    assert kept["flow_arns"] == {}

    released, said = acceptance.run(*KIND, answer="yes\n")
    assert released == 0, said
    assert f"with {number['phone_number']}, which an earlier run parked" in said
    assert "uses of the budget, at most: no claims, 1 release." in said
    assert acceptance.held() == []
    assert acceptance.accepted() == {"ClaimPhoneNumber": 1, "ReleasePhoneNumber": 1}

    _check_cassettes(acceptance.cassettes, number["phone_number"], acceptance.instance_arn)


def _check_cassettes(folder: Path, phone_number: str, instance_arn: str) -> None:
    """They hold a whole run, tell nothing of it, and the local Connect answers as they say, as it is their source."""
    runs = [read_cassettes(run) for run in sorted(folder.iterdir())]
    assert [run.is_complete for run, _ in runs] == [False, True, True]
    for run, cassettes in runs:
        assert differences(run, cassettes) == []
    assert {cassette.moment for cassette in runs[-1][1]} == set(Moment)
    text = "".join(file.read_text() for file in folder.rglob("*.json"))
    for secret in (phone_number, phone_number[1:], instance_arn.rpartition("/")[2], instance_arn.split(":")[4]):
        assert secret not in text


@pytest.mark.parametrize(
    ("quota", "answer", "words"),
    [
        (5, "no\n", "the answer was 'no'. Nothing was done."),
        (1, "yes\n", "give --park. Nothing was done."),
    ],
)
def test_nothing_is_done_without_agreement_or_budget(
    acceptance: Acceptance, quota: int, answer: str, words: str
) -> None:
    acceptance.local_aws.connect.set_quota(acceptance.instance_arn, quota)
    returned, said = acceptance.run(*KIND, answer=answer)
    assert returned == 1
    assert words in said
    assert f"quota      {quota} numbers, of which 0 are held" in said
    assert acceptance.accepted() == {}
    assert not acceptance.cassettes.exists()
