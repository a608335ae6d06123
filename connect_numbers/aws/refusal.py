"""What AWS's refusals mean to the user."""

from __future__ import annotations

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

from connect_phone_numbers.aws.service_call import error_code, error_message

from ..exit_code import ExitCode
from ..problem import Problem

_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
_UNKNOWN = frozenset({"InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch"})
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})


def refusal_problem(error: ClientError) -> Problem:
    """A call that AWS answered with an error."""
    code = error_code(error)
    advice = "Look the code up in the service's API reference."
    if code in _EXPIRED:
        advice = "Sign in again (aws sso login, or new credentials)."
    elif code in _UNKNOWN:
        advice = "The credentials are not valid here: check --profile, and that --region is enabled in the account."
    elif code in _DENIED:
        advice = "Have the action allowed to your role, or choose another one with --profile."
    elif "Throttl" in code or "TooManyRequests" in code:
        advice = "The account's requests are used up by others at the moment: try again."
    words = f"{code}: {error_message(error).rstrip('. ')}"
    return Problem(f"{error.operation_name} was refused: {words}. {advice}", ExitCode.AWS)


def no_connection_problem(error: NoConnectionError) -> Problem:
    """AWS, or the local AWS, did not answer."""
    return Problem(
        f"{str(error).rstrip('.')}. Check the network and --region; for the local AWS, python -m local_aws status.",
        ExitCode.AWS,
    )


def sdk_problem(error: BotoCoreError) -> Problem:
    """The SDK gave up before it sent anything."""
    if isinstance(error, ProfileNotFound):
        return Problem(f"{error}. Name one that aws configure list-profiles shows.", ExitCode.AWS)
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return Problem(
            "No AWS credentials were found. Name a profile with --profile, sign in (aws sso login), or use --local.",
            ExitCode.AWS,
        )
    if isinstance(error, SSOError | TokenRetrievalError):
        return Problem(f"{error} Sign in again: aws sso login.", ExitCode.AWS)
    return Problem(f"{error}", ExitCode.AWS)
