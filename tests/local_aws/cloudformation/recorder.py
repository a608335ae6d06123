"""A custom resource's function that writes down what it is asked, and does what its properties say.

Properties: Journal, a file that every request is appended to as a line of JSON; Name, the physical id to answer;
FailOn, request types to answer FAILED to; FailTimes, how often at most; FailWhile, a file while which everything fails;
Seconds, how long to take; Silent, to answer never; Padding, how many bytes to add to the answer to anything but a
Delete.
"""

import json
import time
import urllib.request
from pathlib import Path


def handler(event, _context):
    properties = event["ResourceProperties"]
    with Path(properties["Journal"]).open("a") as journal:
        journal.write(json.dumps(event) + "\n")
    time.sleep(float(properties.get("Seconds", 0)))
    if properties.get("Silent") == event["RequestType"]:
        return
    fails = event["RequestType"] in properties.get("FailOn", "").split(",")
    if "FailTimes" in properties:
        asked = Path(properties["Journal"]).read_text().count(f'"RequestType": "{event["RequestType"]}"')
        fails = fails and asked <= int(properties["FailTimes"])
    fails = fails or ("FailWhile" in properties and Path(properties["FailWhile"]).exists())
    deletes = event["RequestType"] == "Delete"
    response = {
        "Status": "FAILED" if fails else "SUCCESS",
        "Reason": f"told to fail {event['RequestType']}",
        "PhysicalResourceId": event["PhysicalResourceId"] if deletes else properties["Name"],
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": {
            "Value": f"value of {properties['Name']}",
            "Padding": "x" * (0 if deletes else int(properties.get("Padding", 0))),
        },
    }
    body = json.dumps(response).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT")
    urllib.request.urlopen(request, timeout=10)
