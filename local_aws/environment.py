"""The environment variables of the servers, of their functions and of clients."""

import os
from collections.abc import Mapping

from local_aws.network import HOST, Endpoints
from local_aws.node import path_with_node

ACCOUNT_ID = "123456789012"
DEFAULT_REGION = "us-east-1"


def client_environment(endpoints: Endpoints, region: str = DEFAULT_REGION) -> dict[str, str]:
    """The variables by which an AWS SDK finds the local AWS. None leads to a real account."""
    return {
        "AWS_ENDPOINT_URL": endpoints.url,
        "AWS_ENDPOINT_URL_CONNECT": endpoints.connect_url,
        "AWS_ENDPOINT_URL_SERVICE_QUOTAS": endpoints.connect_url,
        "AWS_ENDPOINT_URL_CLOUDTRAIL": endpoints.connect_url,
        "AWS_ACCESS_KEY_ID": ACCOUNT_ID,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def server_environment(endpoints: Endpoints) -> dict[str, str]:
    """The variables that ministack reads when it is imported, and passes on to the functions that it runs."""
    return {
        **client_environment(endpoints),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(endpoints.port),
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": ACCOUNT_ID,
        "MINISTACK_REGION": DEFAULT_REGION,
        "MINISTACK_WORKER_THREADS": "256",
        # Listeners of services that nobody asked for, on every interface.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "PATH": path_with_node(),
    }


def without_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out every AWS setting, so that no profile, token or endpoint of the user's gets in the way."""
    return {name: value for name, value in environment.items() if not name.startswith("AWS_")}
