"""Measures the handler's cold start: its import, and its clients."""

import sys
import time


def _seconds() -> float:
    """Of processor time, as it is nothing but work; what the machine does beside is not in it."""
    began = time.process_time()
    from connect_phone_numbers import handler  # noqa: PLC0415 - the import is what is measured

    handler._table()
    handler._connect_client("")
    handler._service_quotas()
    return time.process_time() - began


if __name__ == "__main__":
    sys.stdout.write(f"{_seconds()}\n")
