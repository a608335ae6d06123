"""`journal`: the requests that the local Connect and Service Quotas received."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from local_aws.command_line.show import show, show_json, show_table
from local_aws.command_line.the_one import require_running
from local_aws.connect.control_client import ControlClient

TITLES = ("Time (UTC)", "Region", "Operation", "Answer", "Request")


def journal(*, as_json: bool) -> int:
    """Print the requests in the order in which they arrived."""
    calls = ControlClient(require_running().endpoints.connect_url).journal()
    if as_json:
        show_json(calls)
    elif calls:
        show_table(TITLES, [_row(call) for call in calls])
    else:
        show("No call was received.")
    return 0


def _row(call: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        datetime.fromtimestamp(call["time"], UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
        call["region_name"],
        call["operation"],
        call["error_code"] or str(call["status_code"] or "running"),
        json.dumps(call["parameters"]),
    )
