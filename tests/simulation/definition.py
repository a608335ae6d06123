"""The state machine's definition, without an import of the constructs, which would start Node."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:phone-numbers"
_SOURCE = Path(__file__).parents[2] / "constructs_lib" / "private" / "state_machine_definition.py"


@cache
def the_definition() -> dict[str, Any]:
    """The definition as it is deployed, for a function with this ARN."""
    spec = spec_from_file_location("state_machine_definition", _SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.state_machine_definition(FUNCTION_ARN))
