"""What can't be done ends in one clear sentence in the stack's events, with nothing claimed and nothing left live."""

import re
from typing import Any

from tests.end_to_end.deployment import Deployment

FAILED_MESSAGE = "The carrier did not answer."
SEARCH = {"country_code": "US", "type": "DID"}


def test_refused_at_deployment(deployment: Deployment) -> None:
    deployment.local_aws.connect.fail_next_claims(FAILED_MESSAGE, count=2, phone_number="+15125550188")
    instance_arn = deployment.instance_arn
    elsewhere = instance_arn.replace("us-east-1", "eu-west-2")
    expected = {
        "SomebodyElses": (deployment.exact("+14255550103"), f"+14255550103 can't be claimed for {instance_arn}"),
        "NoNumbers": (
            {"target": instance_arn, "search": {**SEARCH, "country_code": "AQ"}},
            f"No DID number in AQ is available for {instance_arn}",
        ),
        "Failed": (
            deployment.exact("+15125550188"),
            f"Amazon Connect could not claim +15125550188 for {instance_arn}: {FAILED_MESSAGE}",
        ),
        "WrongRegion": (
            {"target_of_parameter": elsewhere, "search": SEARCH},
            f"Invalid phone number WrongRegion: TargetArn '{elsewhere}' is in eu-west-2",
        ),
        "Malformed": (
            {"target_of_parameter": "instance/0b1c", "search": SEARCH},
            "Invalid phone number Malformed: TargetArn 'instance/0b1c' is not an Amazon Connect ARN",
        ),
    }
    numbers: dict[str, Any] = {id: number for id, (number, _) in expected.items()}
    deployment.fail_to_deploy(numbers)
    sentences = deployment.failures()
    assert len(sentences) == len(expected)
    for id, (_, says) in expected.items():
        (sentence,) = [text for logical_id, text in sentences.items() if logical_id.startswith(id)]
        assert without_hash(sentence, id).startswith(says)
        assert "\n" not in sentence
        assert len(sentence) < 600
    assert deployment.status() == "ROLLBACK_COMPLETE"
    assert deployment.held() == []
    assert deployment.ledger() == []


def without_hash(sentence: str, id: str) -> str:
    """The sentence, with a construct's id in place of its logical id."""
    return re.sub(rf"{id}[0-9A-F]{{8}}", id, sentence)
