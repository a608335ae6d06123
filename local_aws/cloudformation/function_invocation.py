"""Invoking a custom resource's function as CloudFormation does: asynchronously, by Lambda's retry rule."""

import copy
import logging
import time
from typing import Any

from ministack.services import lambda_svc

from local_aws.cloudformation.resource_failure import ResourceFailure

_LOGGER = logging.getLogger(__name__)

# Lambda tries an asynchronous invocation that failed twice again, after one and after two minutes.
# Here nobody gains by waiting that long.
RETRY_DELAYS_SECONDS = (1.0, 2.0)


def find_function(service_token: object) -> tuple[dict[str, Any], str]:
    """Find the function that a ServiceToken names: its execution record and its name.

    Raises ResourceFailure where the token is no function's ARN or the function does not exist.
    """
    if not isinstance(service_token, str) or ":lambda:" not in service_token:
        raise ResourceFailure(f"Invalid service token: {service_token!r}. Give the ARN of a Lambda function.")
    function, configuration, name = lambda_svc._get_func_record_for_ref(service_token)
    if function is None or configuration is None:
        raise ResourceFailure(f"Lambda function not found: {service_token}")
    return lambda_svc._execution_record_for_config(function, configuration), name


def invoke(function: dict[str, Any], function_name: str, event: dict[str, Any]) -> None:
    """Invoke and, when the function ends in an error, retry. Blocks: run it in a thread."""
    for delay in (*RETRY_DELAYS_SECONDS, None):
        result = lambda_svc._execute_function_with_config_scope(function, copy.deepcopy(event))
        if not result.get("error"):
            return
        _LOGGER.warning("function %s ended in an error: %s", function_name, result.get("body"))
        if delay is not None:
            time.sleep(delay)
