"""The double's stack trace is as long as Node's, so that it refuses what CloudFormation would refuse."""

from tests.framework.real_framework import RealFramework
from tests.framework.runtime import FrameworkRuntime
from tests.framework.scenario import Scenario
from tests.handler.delivery import Delivery
from tests.handler.lambda_invocation import FunctionError
from tests.handler.provider_framework import STACK_TRACE, ProviderFramework

DEPLOYED_IN = "/var/task"


def fail(_: dict[str, object]) -> None:
    raise FunctionError(ValueError("No number"))


def test_it_is_as_long(runtime: FrameworkRuntime) -> None:
    user = ProviderFramework(lambda _: {}, fail)
    delivery = Delivery(RealFramework(runtime, user), Scenario("fails").request(), polls=1)
    delivery.step()
    submission = delivery.step()
    assert submission is not None
    lines = [line for line in submission.body["Reason"].split("\n") if line.startswith("    at ")]
    # In Lambda, its own runtime calls the function in the place of this harness, which reads lines.
    own = [line.replace(runtime.folder, DEPLOYED_IN) for line in lines if "harness.js" not in line]
    assert abs(len("\n".join(own)) - len(STACK_TRACE)) < 60, own
