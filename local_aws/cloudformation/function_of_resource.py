"""The function behind a custom resource."""

from ministack.services import lambda_svc

from local_aws.cloudformation.resource_failure import ResourceFailure


def find_function(service_token: object) -> str:
    """The ARN of the function that a ServiceToken names.

    Raises ResourceFailure if the token is no function's ARN, or if the function does not exist.
    """
    if not isinstance(service_token, str) or ":lambda:" not in service_token:
        raise ResourceFailure(f"Invalid service token: {service_token!r}. Give the ARN of a Lambda function.")
    function, configuration, _ = lambda_svc._get_func_record_for_ref(service_token)
    if function is None or configuration is None:
        raise ResourceFailure(f"Lambda function not found: {service_token}")
    return service_token
