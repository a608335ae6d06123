"""CloudWatch metrics, written to the log in the embedded metric format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

NAMESPACE = "ConnectPhoneNumbers"
DIMENSION = "InstanceArn"


def emit(instance_arn: str, values: Mapping[str, int], now: int) -> None:
    """Write one value of each metric of an instance.

    Args:
        instance_arn: the metrics' one dimension.
        values: counts by metric name.
        now: in seconds since the epoch.
    """
    record = {
        "_aws": {
            "Timestamp": now * 1000,
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": [[DIMENSION]],
                    "Metrics": [{"Name": name, "Unit": "Count"} for name in values],
                }
            ],
        },
        DIMENSION: instance_arn,
        **values,
    }
    # A line of its own on standard output: the log handler would wrap it, and CloudWatch would not see it.
    sys.stdout.write(json.dumps(record) + "\n")
