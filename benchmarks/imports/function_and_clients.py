"""Measures the function's cold start: its import, and its clients."""

import json
import shutil
import sys
import tempfile
import time

from ..root import LAMBDA

FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:phone-numbers"


def _seconds() -> float:
    """Seconds of processor time: importing only computes, and other work on the machine is not counted."""
    began = time.process_time()
    from connect_phone_numbers import handler  # noqa: F401, PLC0415 - the import is what is measured
    from connect_phone_numbers.aws.services import aws_services  # noqa: PLC0415

    aws_services(FUNCTION_ARN, time.time, time.sleep).connect_in("")
    return time.process_time() - began


if __name__ == "__main__":
    # On Lambda the code's folder is read-only and has no bytecode: each cold start compiles it. boto3 comes with its
    # bytecode.
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(LAMBDA, f"{folder}/lambda", ignore=shutil.ignore_patterns("__pycache__"))
        sys.path.insert(0, copy)
        sys.stdout.write(json.dumps({"seconds": _seconds()}))
