"""Writing a small CDK app into an empty folder."""

import json
from pathlib import Path

APP = """\
import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_, aws_ssm as ssm, custom_resources as cr

app = cdk.App()
stack = cdk.Stack(app, app.node.get_context("stack_name"))


def function(name):
    return lambda_.Function(
        stack,
        name,
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler=f"index.{name}",
        code=lambda_.Code.from_asset("function"),
    )


provider = cr.Provider(
    stack,
    "Provider",
    on_event_handler=function("on_event"),
    is_complete_handler=function("is_complete"),
    query_interval=cdk.Duration.seconds(1),
)
properties = {"Fails": app.node.try_get_context("fails") or "", "Size": app.node.try_get_context("size") or "1"}
thing = cdk.CustomResource(
    stack, "Thing", service_token=provider.service_token, resource_type="Custom::Thing", properties=properties
)
ssm.StringParameter(stack, "Parameter", string_value=thing.get_att_string("Value"))
cdk.CfnOutput(stack, "Value", value=thing.get_att_string("Value"))
cdk.CfnOutput(stack, "InstanceArn", value=app.node.get_context("instance_arn"))
app.synth()
"""

FUNCTION = """\
def on_event(event, context):
    return {"PhysicalResourceId": event.get("PhysicalResourceId", "thing")}


def is_complete(event, context):
    properties = event["ResourceProperties"]
    if properties["Fails"] == event["RequestType"]:
        raise RuntimeError(f"told to fail {event['RequestType']}")
    print("complete", event["RequestType"])
    return {"IsComplete": True, "Data": {"Value": "size " + properties["Size"]}}
"""


def write_app(folder: Path, stack_name: str) -> Path:
    """Write an app of one custom resource behind the Provider framework. Context: `fails`, `size`."""
    (folder / "function").mkdir()
    (folder / "function" / "index.py").write_text(FUNCTION)
    (folder / "app.py").write_text(APP)
    (folder / "cdk.json").write_text(json.dumps({"app": "python app.py", "context": {"stack_name": stack_name}}))
    return folder
