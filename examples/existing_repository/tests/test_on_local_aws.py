"""What the stacks do once they are deployed."""

from tests.local_aws import LocalAws


def test_customers_see_a_number_that_outlives_the_stacks(local_aws: LocalAws) -> None:
    outputs = local_aws.deploy()["CallBack"]
    caller_id = outputs["CallerIdNumber"]
    assert caller_id.startswith("+1512")
    assert local_aws.numbers() == {caller_id: "CLAIMED"}
    call = local_aws.invoke(outputs["FunctionName"], {"customer": "+12065550199"})
    assert call == {"from": caller_id, "to": "+12065550199"}
    local_aws.destroy()
    assert local_aws.numbers() == {caller_id: "CLAIMED"}
