"""Putting this package in the place of ministack's way of running functions."""

from local_aws.functions import asynchronous, execution, function_instances


def install() -> None:
    """Replace how ministack runs, invokes and repeats functions."""
    function_instances.install()
    execution.install()
    asynchronous.install()
