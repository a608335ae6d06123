"""A function that takes the steps that a plan says, and a custom resource's function that starts an execution of them.

An event is either a step, {"Resource": folder, "Operation": ...}, or CloudFormation's. The folder has `plan.json`, a
list of what each step does: the answer to give, or {"Raise": class's name}, {"Exit": status}, {"Sleep": seconds},
{"Answer": "SUCCESS"} (to CloudFormation, then be DONE). Past its end the last one is repeated. Each step appends its
event to `journal`.
"""

import json
import os
import time
import urllib.request
from pathlib import Path

import boto3


class Unplanned(Exception):
    pass


def handler(event, context):
    if "RequestType" in event:
        return start(event, context.invoked_function_arn)
    folder = Path(event["Resource"])
    with (folder / "journal").open("a") as journal:
        journal.write(json.dumps({**event, "RequestId": context.aws_request_id}) + "\n")
    if "Failure" in event:
        return {"Status": "DONE", "Seconds": 1, "Why": event["Failure"]["Error"]}
    taken = len((folder / "journal").read_text().splitlines())
    plan = json.loads((folder / "plan.json").read_text())
    return take(plan[min(taken, len(plan)) - 1], folder)


def take(step, folder):
    if "Raise" in step:
        raise {"ValueError": ValueError, "Unplanned": Unplanned}[step["Raise"]]("as it was planned")
    if "Exit" in step:
        os._exit(step["Exit"])
    if "Sleep" in step:
        time.sleep(step["Sleep"])
        return {"Status": "DONE", "Seconds": 1, "Why": "slept"}
    if "Answer" in step:
        answer(json.loads((folder / "event.json").read_text()), step["Answer"])
        return {"Status": "DONE", "Seconds": 1, "Why": "answered"}
    return step


def start(event, function_arn):
    folder = Path(event["ResourceProperties"]["Folder"]) / event["RequestType"]
    folder.mkdir(parents=True)
    (folder / "event.json").write_text(json.dumps(event))
    (folder / "plan.json").write_text(event["ResourceProperties"]["Plan"])
    boto3.client("stepfunctions").start_execution(
        stateMachineArn=function_arn.replace(":lambda:", ":states:").replace(":function:", ":stateMachine:"),
        name=f"{event['RequestType']}-{event['RequestId']}",
        input=json.dumps({"Resource": str(folder), "Operation": event["RequestType"]}),
    )


def answer(event, status):
    body = json.dumps(
        {
            "Status": status,
            "PhysicalResourceId": "stepped",
            **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
        }
    ).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"), timeout=10)
