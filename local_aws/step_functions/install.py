"""Putting this package in the place of ministack's executions."""

from ministack.services import stepfunctions

from local_aws.step_functions import state_machines
from local_aws.step_functions.executions import get_execution_history, start_execution


def install() -> None:
    """Replace how executions start, run and are told, and what may be one."""
    state_machines.install()
    stepfunctions._start_execution = start_execution
    stepfunctions._get_execution_history = get_execution_history
