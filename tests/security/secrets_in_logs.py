"""What must not stand in a log: who has it may act in somebody else's name."""

import re
from collections.abc import Collection, Iterable

_SHAPES = {
    # CloudFormation's is pre-signed: whoever knows it decides what becomes of the resource. The framework's own
    # functions write "..." in its place, and of the place that they answer to all but host and path.
    "a ResponseURL": re.compile(
        r"ResponseURL\W*https?[:%]|https?://127\.0\.0\.1:\d+/_local_aws/cloudformation-response"
    ),
    "a signature": re.compile(r"X-Amz-Signature=\w|\bSignature=\w|Credential=\w+/\d{8}/", re.IGNORECASE),
    "an access key": re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a credential": re.compile(
        r"secret_?access_?key|aws_session_token|x-amz-security-token|sessiontoken", re.IGNORECASE
    ),
}


def secrets_in(lines: Iterable[str], tokens: Collection[str]) -> list[str]:
    """What was found, and in which line.

    Args:
        lines: of logs.
        tokens: ClientTokens and the like, known to have been sent.
    """
    found = []
    for line in lines:
        found += [f"{what}: {line}" for what, shape in _SHAPES.items() if shape.search(line)]
        found += [f"the token {token}: {line}" for token in tokens if token in line]
    return found
