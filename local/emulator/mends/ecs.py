"""ECS tasks: RunTask, DescribeTasks, ListTasks and StopTask as AWS answers them for Fargate."""

import json
import time
from datetime import timedelta
from typing import Any

from moto.core.responses import ActionResult
from moto.ecs.exceptions import ECSException, EcsClientException, InvalidParameterException
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from mends.ecs_definitions import page
from mends.ecs_rules import check_run_request
from mends.ecs_task import FargateTask

# Stopped tasks are described for at least an hour; a client token is remembered for 24 hours, or
# until an hour after its task ended (AWS: "Ensuring idempotency" in the ECS API).
STOPPED_TASKS_STAY = timedelta(hours=1)
TOKENS_STAY_SECONDS = 24 * 3600


class TokenConflict(ECSException):
    code = "ConflictException"

    def __init__(self, task_arns: list[str]):
        super().__init__("The clientToken was used with a different request.")
        self.resource_ids = task_arns


def apply() -> None:
    run_on_instances = EC2ContainerServiceResponse.run_task

    def run_task(self: EC2ContainerServiceResponse) -> ActionResult:
        request = self._get_params()
        backend = self.ecs_backend
        cluster = _active_cluster(backend, request)
        if _is_for_instances(cluster, request):
            return run_on_instances(self)
        if "launchType" not in request and "capacityProviderStrategy" not in request:
            request["capacityProviderStrategy"] = cluster.default_capacity_provider_strategy
        tasks = _run_once(backend, cluster, request)
        return ActionResult({"tasks": [task.view() for task in tasks], "failures": []})

    def describe_tasks(self: EC2ContainerServiceResponse) -> ActionResult:
        request = self._get_params()
        wanted = request.get("tasks") or []
        if not wanted or len(wanted) > 100:
            raise InvalidParameterException("Tasks cannot be empty or more than 100.")
        known = _tasks_of(self.ecs_backend, request)
        with_tags = "TAGS" in request.get("include", [])
        found, failures = [], []
        for reference in wanted:
            task = known.get(reference.split("/")[-1])
            if task:
                found.append(task.view(with_tags))
            else:  # moto leaves out unknown tasks; AWS lists them as failures
                failures.append({"arn": reference, "reason": "MISSING"})
        return ActionResult({"tasks": found, "failures": failures})

    def list_tasks(self: EC2ContainerServiceResponse) -> ActionResult:
        request = self._get_params()
        family, started_by = request.get("family"), request.get("startedBy")
        if started_by and (family or request.get("serviceName")):
            raise InvalidParameterException(
                "startedBy must be the only filter of ListTasks besides cluster and desiredStatus."
            )
        # The default lists all tasks that shall run, whether they run already or not.
        desired = request.get("desiredStatus", "RUNNING")
        arns = [
            task.task_arn
            for task in _tasks_of(self.ecs_backend, request).values()
            if task.desired_status == desired
            and family in (None, task.family)
            and started_by in (None, task.started_by)
            and request.get("launchType", task.launch_type) == task.launch_type
            and "serviceName" not in request
        ]
        return ActionResult(page("taskArns", arns, request))

    def stop_task(self: EC2ContainerServiceResponse) -> ActionResult:
        request = self._get_params()
        reference = request.get("task") or ""
        task = _tasks_of(self.ecs_backend, request).get(reference.split("/")[-1])
        if task is None:
            raise InvalidParameterException("The referenced task was not found.")
        task.stop(request.get("reason"))
        return ActionResult({"task": task.view()})

    for operation in (run_task, describe_tasks, list_tasks, stop_task):
        setattr(EC2ContainerServiceResponse, operation.__name__, operation)


def _active_cluster(backend: EC2ContainerServiceBackend, request: dict[str, Any]) -> Any:
    cluster = backend._get_cluster(request.get("cluster") or "default")
    if cluster.status != "ACTIVE":
        raise ECSException("ClusterNotFoundException", "The referenced cluster was inactive.")
    return cluster


def _is_for_instances(cluster: Any, request: dict[str, Any]) -> bool:
    strategy = request.get("capacityProviderStrategy")
    launch_type = request.get("launchType")
    if strategy and launch_type:
        raise InvalidParameterException(
            "Specifying both a launch type and capacity provider strategy is not supported."
            " Remove one and try again."
        )
    if launch_type:
        return launch_type != "FARGATE"
    if not strategy and not cluster.default_capacity_provider_strategy:
        raise InvalidParameterException("No Container Instances were found in your cluster.")
    return False


def _run_once(
    backend: EC2ContainerServiceBackend, cluster: Any, request: dict[str, Any]
) -> list[FargateTask]:
    """A request that repeats a token gets the tasks of the first one, in whatever state they are."""
    token = request.pop("clientToken", None)
    if not token:
        return _run(backend, cluster, request)
    if len(token) > 64:
        raise InvalidParameterException("clientToken must be at most 64 characters long.")
    # On the backend, so that a reset of moto drops them.
    remembered = backend.__dict__.setdefault("run_task_tokens", {})
    asked = json.dumps(request, sort_keys=True, default=str)
    if token in remembered:
        since, before, tasks = remembered[token]
        forgotten = time.monotonic() - since > TOKENS_STAY_SECONDS or all(
            task.stopped_longer_than(STOPPED_TASKS_STAY) for task in tasks
        )
        if not forgotten:
            if before != asked:
                raise TokenConflict([task.task_arn for task in tasks])
            for task in tasks:
                task.advance()
            return tasks
    tasks = _run(backend, cluster, request)
    remembered[token] = (time.monotonic(), asked, tasks)
    return tasks


def _run(
    backend: EC2ContainerServiceBackend, cluster: Any, request: dict[str, Any]
) -> list[FargateTask]:
    definition = backend.describe_task_definition(request["taskDefinition"])
    if definition.status != "ACTIVE":
        raise EcsClientException("TaskDefinition is inactive")
    check_run_request(request, definition)
    tasks = [
        FargateTask(backend, cluster, definition, request)
        for _ in range(int(request.get("count") or 1))
    ]
    backend.tasks.setdefault(cluster.name, {}).update({task.task_arn: task for task in tasks})
    return tasks


def _tasks_of(
    backend: EC2ContainerServiceBackend, request: dict[str, Any]
) -> dict[str, FargateTask]:
    """The cluster's tasks by id, brought up to date, without those that AWS would have dropped."""
    cluster = backend._get_cluster(request.get("cluster") or "default")
    tasks = backend.tasks.get(cluster.name, {})
    for arn, task in list(tasks.items()):
        if not isinstance(task, FargateTask):
            continue
        task.advance()
        if task.stopped_longer_than(STOPPED_TASKS_STAY):
            del tasks[arn]
    return {task.id: task for task in tasks.values() if isinstance(task, FargateTask)}
