"""What the stacks do once they are deployed."""

import json
from pathlib import Path

from local_aws.testing import LocalAws

REPOSITORY = Path(__file__).parents[1]


def numbers(local_aws: LocalAws) -> dict[str, str]:
    """The status of each phone number that Amazon Connect says is claimed."""
    return {number["phone_number"]: number["status"] for number in local_aws.connect.numbers()}


def test_customers_see_a_number_that_outlives_the_stacks(local_aws: LocalAws) -> None:
    app = local_aws.deploy(REPOSITORY)
    outputs = app.outputs["CallBack"]
    caller_id = outputs["CallerIdNumber"]
    assert caller_id.startswith("+1512")
    assert numbers(local_aws) == {caller_id: "CLAIMED"}
    call = local_aws.client("lambda").invoke(
        FunctionName=outputs["FunctionName"], Payload=json.dumps({"customer": "+12065550199"})
    )
    assert json.load(call["Payload"]) == {"from": caller_id, "to": "+12065550199"}
    app.destroy()
    assert numbers(local_aws) == {caller_id: "CLAIMED"}
