"""A higher quota is asked for by a stack, whose provider looks for drift on a schedule."""

from aws_cdk import App, CfnOutput, Duration, Stack
from aws_cdk import aws_events as events

from constructs_lib import PhoneNumberProvider, PhoneNumberQuotaIncrease
from tests.end_to_end.deployment import Deployment
from tests.end_to_end.numbers_app import ENVIRONMENT


def deploy(deployment: Deployment, desired_value: int) -> dict[str, str]:
    """Deploy a stack that asks for so many: its outputs."""
    app = App(outdir=str(deployment.folder / "cdk.out"))
    stack = Stack(app, deployment.stack_name, env=ENVIRONMENT)
    provider = PhoneNumberProvider(stack, "Provider", drift_schedule=events.Schedule.rate(Duration.days(1)))
    increase = PhoneNumberQuotaIncrease(
        stack, "More", instance=deployment.instance_arn, desired_value=desired_value, provider=provider
    )
    CfnOutput(stack, "Status", value=increase.quota_increase_status)
    CfnOutput(stack, "RequestId", value=increase.quota_increase_request_id)
    app.synth()
    deployment.deploy_synthesised()
    return {name: deployment.outputs[name] for name in ("Status", "RequestId")}


def test_a_stack_asks_once_and_does_not_wait(deployment: Deployment) -> None:
    control = deployment.local_aws.connect
    asked = deploy(deployment, 150)
    [request] = [each for each in control.quota_requests() if each["context_id"] == deployment.instance_arn]
    assert asked == {"Status": "PENDING", "RequestId": request["id"]}
    control.decide_quota_request(request["id"], "APPROVED")
    assert deploy(deployment, 120) == {"Status": "APPLIED", "RequestId": "NONE"}
    deployment.destroy()
    assert control.quota(deployment.instance_arn)["quota"] == 150
