"""Measures what a cold start takes that makes the clients of a step and has no function."""

import json
import sys
import time


def _seconds() -> float:
    """Seconds of processor time: importing only computes, and other work on the machine is not counted."""
    began = time.process_time()
    import boto3  # noqa: PLC0415 - the import is what is measured
    from botocore.config import Config  # noqa: PLC0415

    config = Config(retries={"mode": "standard"})
    for service in ("dynamodb", "connect"):
        boto3.client(service, config=config)
    return time.process_time() - began


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"seconds": _seconds()}))
