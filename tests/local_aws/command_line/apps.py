"""Writing a small CDK app into an empty folder."""

import json
from pathlib import Path

APP = """\
import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_, aws_ssm as ssm

app = cdk.App()
stack = cdk.Stack(app, app.node.get_context("stack_name"))
function = lambda_.Function(
    stack,
    "Function",
    runtime=lambda_.Runtime.PYTHON_3_13,
    handler="index.handler",
    code=lambda_.Code.from_asset("function"),
)
thing = cdk.CustomResource(
    stack,
    "Thing",
    service_token=function.function_arn,
    resource_type="Custom::Thing",
    properties={"Fails": app.node.try_get_context("fails") or "", "Size": app.node.try_get_context("size") or "1"},
)
ssm.StringParameter(stack, "Parameter", string_value=thing.get_att_string("Value"))
cdk.CfnOutput(stack, "Value", value=thing.get_att_string("Value"))
cdk.CfnOutput(stack, "InstanceArn", value=app.node.get_context("instance_arn"))
app.synth()
"""

FUNCTION = """\
import json
import urllib.request


def handler(event, context):
    properties = event["ResourceProperties"]
    fails = properties["Fails"] == event["RequestType"]
    answer = {
        "Status": "FAILED" if fails else "SUCCESS",
        "Reason": f"told to fail {event['RequestType']}",
        "PhysicalResourceId": event.get("PhysicalResourceId", "thing"),
        **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
        "Data": {"Value": "size " + properties["Size"]},
    }
    body = json.dumps(answer).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""


def write_app(folder: Path, stack_name: str) -> Path:
    """Write an app of one custom resource. Context: `fails`, a type of request; `size`."""
    (folder / "function").mkdir()
    (folder / "function" / "index.py").write_text(FUNCTION)
    (folder / "app.py").write_text(APP)
    (folder / "cdk.json").write_text(json.dumps({"app": "python app.py", "context": {"stack_name": stack_name}}))
    return folder
