"""The life of a stack: after each step the local Connect says exactly what is claimed."""

from tests.end_to_end.deployment import Deployment


def test_from_create_to_destroy(deployment: Deployment) -> None:
    support = deployment.search("+1206", "+1425", description="Support", contact_flow=deployment.contact_flow_arn)
    sales = deployment.exact("+12125550177")
    deployment.deploy({"Support": support, "Sales": sales})
    outputs = deployment.outputs
    assert outputs["SalesNumber"] == "+12125550177"
    assert outputs["SupportNumber"].startswith("+1206555")
    assert deployment.claimed() == dict.fromkeys(outputs.values(), "CLAIMED")

    # An update that changes nothing of the number.
    deployment.deploy({"Support": {**support, "description": "Support line"}, "Sales": sales})
    assert deployment.outputs == outputs
    assert deployment.claimed() == dict.fromkeys(outputs.values(), "CLAIMED")
    described = {number["phone_number"]: number for number in deployment.local_aws.connect.numbers()}
    assert described[outputs["SupportNumber"]]["description"] == "Support line"

    # An update that replaces it: the old one is released in the clean-up.
    deployment.deploy({"Support": deployment.search("+1312"), "Sales": sales})
    replaced = deployment.outputs
    assert replaced["SupportNumber"].startswith("+1312555")
    assert deployment.claimed() == dict.fromkeys(replaced.values(), "CLAIMED")

    deployment.destroy()
    assert deployment.claimed() == {}


def test_a_failing_create_is_rolled_back(deployment: Deployment) -> None:
    somebody_elses = deployment.exact("+12065550101", after="Support")
    deployment.fail_to_deploy({"Support": deployment.search("+1415"), "Sales": somebody_elses})
    assert deployment.status() == "ROLLBACK_COMPLETE"
    assert deployment.held() == []
    [reason] = deployment.failures().values()
    assert reason.startswith("+12065550101 can't be claimed")


def test_a_number_that_was_there_before_is_adopted_and_given_back(deployment: Deployment) -> None:
    ported = deployment.local_aws.connect.console_claim(deployment.instance_arn, description="Ported in 2019")
    deployment.deploy({"Ported": deployment.exact(ported["phone_number"], adopt=True)})
    assert deployment.outputs["PortedNumber"] == ported["phone_number"]
    deployment.destroy()
    assert deployment.claimed() == {ported["phone_number"]: "CLAIMED"}
    released = [call for call in deployment.local_aws.connect.journal() if call["operation"] == "ReleasePhoneNumber"]
    assert ported["phone_number_arn"] not in {call["parameters"]["PhoneNumberId"] for call in released}
