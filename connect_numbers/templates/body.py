"""Templates as CloudFormation returns them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def as_template(body: str | Mapping[str, Any]) -> dict[str, Any]:
    """A TemplateBody: boto3 gives a JSON one parsed; a YAML one, which is text, has no resources of the CDK's."""
    if isinstance(body, Mapping):
        return dict(body)
    try:
        return dict(json.loads(body))
    except ValueError:
        return {}
