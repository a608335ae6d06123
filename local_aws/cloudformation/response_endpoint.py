"""The HTTP endpoint for the answers of custom resources, in front of ministack's own."""

from local_aws.asgi import Application, Scope, with_endpoint
from local_aws.cloudformation.response_urls import RESPONSE_PATH, RESPONSE_URLS


def with_response_endpoint(application: Application) -> Application:
    """Wrap an application so that it takes PUTs to ResponseURLs, without a look at the bodies."""
    return with_endpoint(application, RESPONSE_PATH, _respond)


def _respond(scope: Scope, body: bytes) -> tuple[int, bytes]:
    if scope["method"] != "PUT":
        return 403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>"
    return RESPONSE_URLS.put(scope["query_string"].decode(), body)
