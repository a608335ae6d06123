"""Reading a custom resource's answer by CloudFormation's rules."""

import json
from dataclasses import dataclass
from typing import Any

from local_aws.cloudformation.resource_failure import ResourceFailure

MAXIMUM_RESPONSE_BYTES = 4096
MAXIMUM_ID_BYTES = 1024


@dataclass(frozen=True)
class CustomResourceResponse:
    """A successful answer."""

    physical_resource_id: str
    data: dict[str, Any]


def read_response(body: bytes, request_id: str, fallback_physical_resource_id: str) -> CustomResourceResponse:
    """Read the body that was put to the ResponseURL.

    Raises ResourceFailure for a FAILED answer, and for an answer that CloudFormation refuses: over 4096 bytes, not
    JSON, or no PhysicalResourceId. The error's physical id is the answer's, or the fallback if the answer has none.
    """
    if len(body) > MAXIMUM_RESPONSE_BYTES:
        raise ResourceFailure("Response object is too long.", fallback_physical_resource_id)
    response = _parse(body, fallback_physical_resource_id)
    physical_resource_id = response.get("PhysicalResourceId")
    if response.get("Status") != "SUCCESS":
        raise ResourceFailure(
            f"Received response status [{response.get('Status')}] from custom resource. "
            f"Message returned: {response.get('Reason', '')} (RequestId: {request_id})",
            physical_resource_id or fallback_physical_resource_id,
        )
    if not isinstance(physical_resource_id, str) or not 0 < len(physical_resource_id.encode()) <= MAXIMUM_ID_BYTES:
        raise ResourceFailure("Invalid PhysicalResourceId", fallback_physical_resource_id)
    return CustomResourceResponse(physical_resource_id, response.get("Data") or {})


def _parse(body: bytes, fallback_physical_resource_id: str) -> dict[str, Any]:
    try:
        response = json.loads(body)
    except ValueError as error:
        raise ResourceFailure("Invalid Json response object", fallback_physical_resource_id) from error
    if not isinstance(response, dict):
        raise ResourceFailure("Invalid Json response object", fallback_physical_resource_id)
    return response
