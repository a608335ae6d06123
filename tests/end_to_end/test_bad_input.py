"""What can't be done ends in one clear sentence in the stack's events, with nothing claimed and nothing left live."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.end_to_end.deployment import Deployment

FAILED_MESSAGE = "The carrier did not answer."


def somebody_elses(deployment: Deployment) -> dict[str, Any]:
    return deployment.exact("+14255550103")


def no_numbers(deployment: Deployment) -> dict[str, Any]:
    return deployment.search() | {"search": {"country_code": "AQ", "type": "DID"}}


def failed(deployment: Deployment) -> dict[str, Any]:
    deployment.local_aws.connect.fail_next_claims(FAILED_MESSAGE, count=2, phone_number="+15125550188")
    return deployment.exact("+15125550188")


def not_there(deployment: Deployment) -> dict[str, Any]:
    return deployment.search() | {"target": deployment.instance_arn[:-4] + "0000"}


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (somebody_elses, "+14255550103 can't be claimed for"),
        (no_numbers, "No DID number in AQ is available for"),
        (failed, f"Amazon Connect could not claim +15125550188 for {{}}: {FAILED_MESSAGE}"),
        (not_there, "SearchAvailablePhoneNumbers (DID number in US, for"),
    ],
)
def test_refused_by_the_service(
    deployment: Deployment, number: Callable[[Deployment], dict[str, Any]], says: str
) -> None:
    assert deployment.deploy({"Support": number(deployment)}, check=False).returncode != 0
    (sentence,) = deployment.failures().values()
    assert sentence.startswith(says.format(deployment.instance_arn))
    assert "\n" not in sentence
    assert len(sentence) < 600
    assert deployment.status() == "ROLLBACK_COMPLETE"
    assert deployment.held() == []
    assert deployment.ledger() == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"target": "arn:aws:connect:eu-west-2:123456789012:instance/0b1c"}, "set the stack's Region to eu-west-2"),
        ({"target": "arn:aws:connect:us-east-1:123456789012:instence/0b1c"}, "give the ARN of an instance"),
    ],
)
def test_refused_at_synth(deployment: Deployment, change: dict[str, Any], says: str) -> None:
    refused = deployment.deploy({"Support": deployment.search() | change}, check=False)
    assert refused.returncode != 0
    assert says in refused.stderr
    assert deployment.held() == []
