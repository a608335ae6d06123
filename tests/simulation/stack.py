"""A stack of several custom resources: deployments, their rollback, the clean-up, the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.simulation.cloudformation import CloudFormation
from tests.simulation.logical_resource import PHONE_NUMBER, SERVICE_TIMEOUT, LogicalResource, Properties, new_stack_id
from tests.simulation.processes import Process, together
from tests.simulation.response import Response
from tests.simulation.sibling import Sibling
from tests.simulation.stack_resource import Physical, Rollback, StackResource

DELETE = "Delete"
RETAIN = "Retain"
RETAIN_EXCEPT_ON_CREATE = "RetainExceptOnCreate"

_RETAINING = (RETAIN, RETAIN_EXCEPT_ON_CREATE)
_DEPLOYABLE = (
    *("", "CREATE_COMPLETE", "CREATE_FAILED", "UPDATE_COMPLETE", "UPDATE_FAILED"),
    "UPDATE_ROLLBACK_COMPLETE",
)


@dataclass(frozen=True)
class Declared:
    """A resource as a template declares it."""

    properties: Properties
    deletion_policy: str = DELETE
    update_replace_policy: str = DELETE
    resource_type: str = PHONE_NUMBER
    service_timeout: int = SERVICE_TIMEOUT


Template = Mapping[str, Declared]


class Stack:
    """A stack. Each method that takes time is a process.

    Attributes:
        status: CloudFormation's status, "" before the first deployment.
        resources: the stack's resources, by logical id.
        retained: the physical resources that were retained.
        given_up: the physical resources that CloudFormation could not delete in a clean-up, and left.
        responses: all responses, roughly in order.
    """

    def __init__(self, cloudformation: CloudFormation, name: str = "", rollback: Rollback = Rollback.BY_DELETE) -> None:
        """Declare a stack, which is not deployed yet. `rollback` says how replaced resources are rolled back."""
        self.stack_id = new_stack_id(cloudformation, name)
        self.status = ""
        self.resources: dict[str, StackResource] = {}
        self.retained: list[Physical] = []
        self.given_up: list[Physical] = []
        self.responses: list[Response] = []
        self.rollback = rollback
        self._cloudformation = cloudformation
        self._template: dict[str, Declared] = {}
        self._stable: dict[str, Declared] | None = None
        """The template of the last deployment that succeeded."""

    def deploy(
        self,
        template: Template,
        *,
        rolls_back: bool = True,
        sibling: Sibling | None = None,
        uses_request_ids_again: bool = False,
    ) -> Process[bool]:
        """Deploy a template. Returns whether that succeeded.

        Args:
            template: the resources, by logical id.
            rolls_back: whether a failure is rolled back. If not, the failed resources stay until the next deployment.
            sibling: another resource of the stack, which fails.
            uses_request_ids_again: whether the request after a failed one has the same RequestId.
        """
        if self.status not in _DEPLOYABLE:
            raise ValueError(f"a stack that is {self.status} can't be deployed")
        kind = "UPDATE" if self.status else "CREATE"
        changed = [name for name, declared in template.items() if self._is_changed(name, declared)]
        trouble = sibling or Sibling()
        trouble.begin(self._cloudformation)
        changes = [self._change(name, template[name], trouble, uses_request_ids_again) for name in changed]
        responses: list[Any] = yield from together(*changes, trouble.wait())
        self._template.update(template)
        has_failed = sibling is not None
        for name, response in zip(changed, responses, strict=False):
            self.responses.append(response)
            self.resources[name].has_failed = not response.succeeded
            has_failed |= not response.succeeded
        if has_failed:
            self.status = f"{kind}_FAILED"
            if rolls_back:
                yield from self.roll_back()
            return False
        self.status = f"{kind}_COMPLETE"
        yield from self._complete([name for name in self.resources if name not in template])
        return True

    def roll_back(self, *, skipping: tuple[str, ...] = ()) -> Process[bool]:
        """Roll back a failed deployment, or continue a failed rollback. Returns whether that succeeded.

        Args:
            skipping: the resources that the rollback leaves unchanged.
        """
        stable = self._stable
        if stable is None:
            return (yield from self._roll_back_create())
        for name in skipping:
            self.resources[name].skip_rollback()
        updated = [each for name, each in self.resources.items() if name in stable and each.previous is not None]
        responses = yield from together(*(each.roll_back_update(self.rollback) for each in updated))
        self.responses += [response for response in responses if response is not None]
        if not all(response is None or response.succeeded for response in responses):
            self.status = "UPDATE_ROLLBACK_FAILED"
            return False
        yield from self._remove([name for name in self.resources if name not in stable], RETAIN)
        for resource in self.resources.values():
            resource.has_failed = False
        self._template = dict(stable)
        self.status = "UPDATE_ROLLBACK_COMPLETE"
        return True

    def delete(self, *, retaining: tuple[str, ...] = ()) -> Process[bool]:
        """Delete the stack, except the resources in `retaining`. Returns whether that succeeded."""
        for name in [name for name in self.resources if name in retaining]:
            self._forget(name)
        ended = yield from self._end(*_RETAINING)
        self.status = "DELETE_COMPLETE" if ended else "DELETE_FAILED"
        return ended

    def _roll_back_create(self) -> Process[bool]:
        ended = yield from self._end(RETAIN)
        self.status = "ROLLBACK_COMPLETE" if ended else "ROLLBACK_FAILED"
        return ended

    def _end(self, *kept: str) -> Process[bool]:
        """Delete every resource, except those with these policies. Returns whether all deletions succeeded."""
        for name in [name for name in self.resources if self._template[name].deletion_policy in kept]:
            self._forget(name)
        processes: list[Process[list[Response]]] = [resource.end() for resource in self.resources.values()]
        for responses in (yield from together(*processes)):
            self.responses += responses
        for name in [name for name, resource in self.resources.items() if not resource.failed_deletes]:
            self._forget(name)
        return not self.resources

    def _is_changed(self, name: str, declared: Declared) -> bool:
        resource = self.resources.get(name)
        return resource is None or resource.has_failed or self._template[name].properties != declared.properties

    def _change(self, name: str, declared: Declared, trouble: Sibling, request_ids_again: bool) -> Process[Response]:
        resource = self.resources.get(name)
        if resource is None:
            logical = LogicalResource(
                self._cloudformation, self.stack_id, name, declared.resource_type, declared.service_timeout
            )
            resource = self.resources[name] = StackResource(logical)
            return resource.create(declared.properties, trouble.cancels)
        again = resource.last_request_id if resource.has_failed and request_ids_again else ""
        if resource.has_failed and resource.previous is None:
            return resource.create(declared.properties, trouble.cancels, again)
        return resource.update(declared.properties, trouble.cancels, again)

    def _complete(self, removed: list[str]) -> Process[None]:
        """End a successful deployment: delete the replaced resources, and those that left the template."""
        for name, resource in self.resources.items():
            resource.confirm()
            if self._template[name].update_replace_policy in _RETAINING:
                self.retained += resource.superseded
                resource.superseded = []
        yield from self._remove(removed, *_RETAINING)
        self._stable = dict(self._template)

    def _remove(self, names: list[str], *kept: str) -> Process[None]:
        """The clean-up: delete superseded resources and the named resources, except those with these policies."""
        for name in names:
            if self._template[name].deletion_policy not in kept:
                self.resources[name].supersede()
        for responses in (yield from together(*(each.clean_up() for each in self.resources.values()))):
            self.responses += responses
        for name in names:
            self._forget(name)
        for resource in self.resources.values():
            self._collect(resource)

    def _forget(self, name: str) -> None:
        """Remove a resource from the stack's records. Its physical resource stays, if there is one."""
        resource = self.resources.pop(name)
        self._template.pop(name, None)
        if self._stable is not None:
            self._stable.pop(name, None)
        self._collect(resource)
        self.retained += resource.retain()

    def _collect(self, resource: StackResource) -> None:
        self.given_up += resource.given_up
        resource.given_up = []
