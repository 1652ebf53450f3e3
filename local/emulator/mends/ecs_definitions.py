"""ECS task definitions: checked when registered, tagged, retired and found as on AWS."""

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.exceptions import EcsClientException, TaskDefinitionNotFoundException
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from mends.ecs_rules import check_definition

PAGE = 100


def page(name: str, entries: list[str], request: dict[str, Any]) -> dict[str, Any]:
    """One page of a listing; moto returns everything at once, and so hides a missing loop."""
    begin = int(request.get("nextToken") or 0)
    size = min(int(request.get("maxResults") or PAGE), PAGE)
    result: dict[str, Any] = {name: entries[begin : begin + size]}
    if begin + size < len(entries):
        result["nextToken"] = str(begin + size)
    return result


def apply() -> None:
    _mend_lookup()
    _mend_registration()

    def list_task_definitions(self: EC2ContainerServiceResponse) -> ActionResult:
        request = self._get_params()
        arns = self.ecs_backend.list_task_definitions(
            request.get("familyPrefix"), request.get("status", "ACTIVE")
        )
        if request.get("sort") == "DESC":
            arns.reverse()
        return ActionResult(page("taskDefinitionArns", arns, request))

    EC2ContainerServiceResponse.list_task_definitions = list_task_definitions


def _mend_lookup() -> None:
    exact = EC2ContainerServiceBackend.describe_task_definition

    def describe_task_definition(
        self: EC2ContainerServiceBackend, task_definition_str: str
    ) -> Any:
        # A bare family means its latest ACTIVE revision; moto takes the latest of any status.
        family = task_definition_str.split("/")[-1]
        if ":" in family:
            return exact(self, task_definition_str)
        active = [
            revision
            for revision, definition in self.task_definitions.get(family, {}).items()
            if definition.status == "ACTIVE"
        ]
        if not active:
            raise TaskDefinitionNotFoundException()
        return exact(self, f"{family}:{max(active)}")

    EC2ContainerServiceBackend.describe_task_definition = describe_task_definition


def _mend_registration() -> None:
    register = EC2ContainerServiceResponse.register_task_definition
    deregister = EC2ContainerServiceResponse.deregister_task_definition
    register_in_backend = EC2ContainerServiceBackend.register_task_definition

    def register_task_definition(self: EC2ContainerServiceResponse) -> ActionResult:
        check_definition(self._get_params())
        result = register(self)
        definition = result.result["taskDefinition"]
        definition.registered_at = utcnow()
        # On AWS tags stand beside the definition, not in it.
        return ActionResult({"taskDefinition": definition, "tags": definition.tags})

    def deregister_task_definition(self: EC2ContainerServiceResponse) -> ActionResult:
        if ":" not in (self._get_param("taskDefinition") or "").split("/")[-1]:
            raise EcsClientException("Revision is missing.")
        result = deregister(self)
        result.result["taskDefinition"].deregistered_at = utcnow()
        return result

    def register_with_next_revision(
        self: EC2ContainerServiceBackend, family: str, *args: Any, **kwargs: Any
    ) -> Any:
        # Revision numbers are never used again, not even after DeleteTaskDefinitions.
        used = self.__dict__.setdefault("highest_revisions", {})
        definition = register_in_backend(self, family, *args, **kwargs)
        if definition.revision <= used.get(family, 0):
            del self.task_definitions[family][definition.revision]
            definition.revision = used[family] + 1
            definition.arn = f"{definition.arn.rpartition(':')[0]}:{definition.revision}"
            self.task_definitions[family][definition.revision] = definition
        used[family] = definition.revision
        return definition

    EC2ContainerServiceResponse.register_task_definition = register_task_definition
    EC2ContainerServiceResponse.deregister_task_definition = deregister_task_definition
    EC2ContainerServiceBackend.register_task_definition = register_with_next_revision
