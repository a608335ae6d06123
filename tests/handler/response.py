"""What CloudFormation makes of a custom resource's response."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.handler.provider_framework import Submission

RESPONSE_BYTES = 4096
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html"""


@dataclass(frozen=True)
class Response:
    """What CloudFormation knows of an operation once it is over.

    Attributes:
        status: SUCCESS or FAILED.
        physical_resource_id: the resource's from now on.
        reason: of a failure, without what the framework puts around it.
        data: of a success, the attributes.
        body: what was submitted; empty where CloudFormation received nothing, or nothing that it accepts.
    """

    status: str
    physical_resource_id: str
    reason: str = ""
    data: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCESS"


def received(submission: Submission, otherwise: str) -> Response:
    """The response by CloudFormation's rules.

    Args:
        submission: what the framework put to the ResponseURL.
        otherwise: the resource's physical id where the response can't be accepted.
    """
    body = submission.body
    if len(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()) > RESPONSE_BYTES:
        return Response("FAILED", otherwise, "Response object is too long.")
    data = body.get("Data", {}) if body["Status"] == "SUCCESS" else {}
    return Response(body["Status"], body["PhysicalResourceId"], submission.message, data, body)
