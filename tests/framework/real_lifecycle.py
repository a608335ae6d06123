"""A resource whose requests go through the framework's real runtime."""

import uuid
from collections.abc import Callable
from typing import Any

from tests.framework.real_framework import RealFramework
from tests.framework.runtime import FrameworkRuntime
from tests.handler.delivery import Framework
from tests.handler.lifecycle import Lifecycle


class RealLifecycle(Lifecycle):
    """A Lifecycle without the framework's double."""

    def __init__(self, advance: Callable[[float], None], logical_resource_id: str, runtime: FrameworkRuntime) -> None:
        super().__init__(advance, logical_resource_id)
        self._runtime = runtime

    def framework(self) -> Framework:
        return RealFramework(self._runtime, self.user_functions())

    def event(self, kind: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
        event = super().event(kind, properties, **more)
        return {**event, "RequestId": str(uuid.uuid5(uuid.NAMESPACE_OID, event["RequestId"]))}
