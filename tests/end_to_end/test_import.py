"""A number of AWS End User Messaging, imported by a stack, and released with it."""

from tests.end_to_end.deployment import Deployment


def test_a_number_is_imported_and_released(deployment: Deployment) -> None:
    connect = deployment.local_aws.connect
    number = "+12025550173"
    source = connect.request_source(number)
    deployment.deploy({"Texted": {"target": deployment.instance_arn, "source_phone_number_arn": source}})
    assert deployment.outputs == {"TextedNumber": number}
    assert deployment.claimed() == {number: "CLAIMED"}
    deployment.deploy({"Texted": deployment.search("+1303")})
    assert number not in deployment.held(), "a change from an import to a search replaces the number"
    deployment.destroy()
    assert deployment.held() == []
    kinds = [operation["kind"] for operation in connect.quota(deployment.instance_arn)["operations"]]
    assert sorted(kinds) == ["claim", "claim", "release", "release"]


def test_a_source_that_is_not_there_fails_and_leaves_nothing(deployment: Deployment) -> None:
    source = "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-0"
    deployment.fail_to_deploy({"Texted": {"target": deployment.instance_arn, "source_phone_number_arn": source}})
    assert deployment.status() == "ROLLBACK_COMPLETE"
    [reason] = deployment.failures().values()
    assert reason.startswith(f"{source} can't be claimed for {deployment.instance_arn}")
    assert deployment.claimed() == {}
