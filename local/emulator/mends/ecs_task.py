"""A Fargate task that changes its status only by StopTask, by the admin endpoint, or by a timer."""

import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2 import ec2_backends
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import Task, ecs_backends

from mends import Settings

PENDING_AFTER, RUNNING_AFTER, STOPPED_AFTER = 0.1, 0.2, 0.2
TIMES = (
    "pullStartedAt",
    "pullStoppedAt",
    "startedAt",
    "stoppingAt",
    "executionStoppedAt",
    "stoppedAt",
)
TEXTS = ("desiredStatus", "stopCode", "stoppedReason", "healthStatus")
BEFORE_THE_NETWORK = ("PROVISIONING",)

_settings = Settings()


def configure(settings: Settings) -> None:
    global _settings
    _settings = settings


def now() -> datetime:
    return datetime.now(timezone.utc)


class FargateTask(Task):
    """moto's Task without its clock. In moto each DescribeTasks moves a task towards STOPPED."""

    def __init__(self, backend: Any, cluster: Any, definition: Any, request: dict[str, Any]):
        # Not super().__init__: it needs DNS host names on the VPC and configures transitions.
        self._backend, self._account_id = backend, backend.account_id
        self.region_name, self.cluster_name = cluster.region_name, cluster.name
        self.cluster_arn, self.id = cluster.arn, uuid.uuid4().hex
        self.container_instance_arn = None
        self.task_definition_arn, self._definition = definition.arn, definition
        self.group = request.get("group") or f"family:{definition.family}"
        self.started_by = request.get("startedBy") or ""
        self.tags = list(request.get("tags") or [])
        self.launch_type = "FARGATE"
        self._overrides = request.get("overrides") or {}
        self._platform_version = request.get("platformVersion") or "LATEST"
        strategy = request.get("capacityProviderStrategy") or []
        self._capacity_provider = strategy[0]["capacityProvider"] if strategy else None
        self.last_status, self.desired_status = "PROVISIONING", "RUNNING"
        self._fields: dict[str, Any] = {"createdAt": now(), "healthStatus": "UNKNOWN"}
        self._version = 1
        self._begun, self._stop_asked = time.monotonic(), 0.0
        self._stopped: float | None = None
        self._attach(request["networkConfiguration"]["awsvpcConfiguration"])
        self._containers = [self._container(each) for each in definition.container_definitions]

    # moto's Task takes this from ManagedState.
    last_status = None  # type: ignore[assignment]

    @property
    def family(self) -> str:
        return self._definition.family

    def advance(self) -> None:
        """Advances by itself, if so configured. On AWS DescribeTasks never changes a task."""
        if not _settings.tasks_run_by_themselves or self.last_status == "STOPPED":
            return
        age = time.monotonic() - self._begun
        if self._stop_asked:
            if time.monotonic() - self._stop_asked >= STOPPED_AFTER:
                self.merge({"lastStatus": "STOPPED"})
        elif age >= RUNNING_AFTER and self.last_status != "RUNNING":
            self.merge({"lastStatus": "RUNNING"})
        elif age >= PENDING_AFTER and self.last_status == "PROVISIONING":
            self.merge({"lastStatus": "PENDING"})

    def stop(self, reason: str | None) -> None:
        """StopTask only asks: the task goes on until its containers have ended."""
        if self.desired_status == "STOPPED":
            return
        self.desired_status = "STOPPED"
        self._fields["stoppingAt"] = now()
        self._fields["stopCode"] = "UserInitiated"
        self._fields["stoppedReason"] = reason or "Task stopped by user"
        self._stop_asked = time.monotonic()
        self._version += 1

    def merge(self, given: dict[str, Any]) -> None:
        """Merges what a stand-in for Fargate observed, and fills in what AWS would have derived."""
        given = dict(given)
        moments = {name: _moment(given.pop(name)) for name in TIMES if name in given}
        texts = {name: given.pop(name) for name in TEXTS if name in given}
        status = given.pop("lastStatus", None)
        containers = given.pop("containers", [])
        private_ip = given.pop("privateIp", None)
        given.pop("taskArn", None)
        if given:
            raise ValueError(f"unknown fields of a task: {', '.join(sorted(given))}")
        known = {container["name"]: container for container in self._containers}
        for container in containers:
            if container.get("name") not in known:
                raise ValueError(f"the task has no container {container.get('name')!r}")

        self.desired_status = texts.pop("desiredStatus", self.desired_status)
        self._fields.update(moments | texts)
        if private_ip:
            self._private_ip = private_ip
        if status:
            self._move(status)
        for container in containers:
            known[container["name"]].update(container)
        self._version += 1

    def _move(self, status: str) -> None:
        self.last_status = status
        if status == "RUNNING":
            self._fields.setdefault("startedAt", now())
        if status == "STOPPED":
            self.desired_status = "STOPPED"
            self._fields.setdefault("stoppedAt", now())
            self._fields.setdefault("executionStoppedAt", self._fields["stoppedAt"])
            self._stopped = time.monotonic()
            self._release_network()
        if status in ("RUNNING", "STOPPED"):
            for container in self._containers:
                container["lastStatus"] = status
                if status == "STOPPED" and "startedAt" in self._fields:
                    container.setdefault("exitCode", 0)

    def stopped_longer_than(self, age: timedelta) -> bool:
        # Measured by our own clock: the stand-in may set any times.
        return self._stopped is not None and time.monotonic() - self._stopped > age.total_seconds()

    def _attach(self, network: dict[str, Any]) -> None:
        self._subnet = network["subnets"][0]
        ec2 = ec2_backends[self._account_id][self.region_name]
        groups = network.get("securityGroups") or []
        for group in groups:
            if not ec2.get_security_group_from_id(group):
                raise InvalidParameterException(
                    f"Error retrieving security group information for [{group}]: The security"
                    f" group '{group}' does not exist (ErrorCode: InvalidGroup.NotFound)"
                )
        try:
            eni = ec2.create_network_interface(
                subnet=self._subnet, private_ip_address="", group_ids=groups, description="ECS"
            )
        except Exception as missing:
            raise InvalidParameterException(
                f"The subnet ID '{self._subnet}' does not exist"
            ) from missing
        eni.status = "in-use"
        self._zone = eni.subnet.availability_zone
        self._eni, self._private_ip = eni, eni.private_ip_address
        self._attachment_id = str(uuid.uuid4())

    def _release_network(self) -> None:
        # Fargate deletes the interface with its task; one left behind would keep the subnet alive.
        ec2_backends[self._account_id][self.region_name].enis.pop(self._eni.id, None)

    def _container(self, definition: dict[str, Any]) -> dict[str, Any]:
        arn = self.task_arn.replace(":task/", ":container/")
        return {
            "containerArn": f"{arn}/{uuid.uuid4()}",
            "taskArn": self.task_arn,
            "name": definition["name"],
            "image": definition["image"],
            "lastStatus": "PENDING",
            "healthStatus": "UNKNOWN",
            "cpu": str(definition.get("cpu", 0)),
            **({"memory": str(definition["memory"])} if "memory" in definition else {}),
        }

    def view(self, with_tags: bool = True) -> dict[str, Any]:
        """The task as DescribeTasks shows it. An address appears once the interface exists."""
        attached = self.last_status not in BEFORE_THE_NETWORK
        interface = [{"name": "subnetId", "value": self._subnet}]
        if attached:
            interface += [
                {"name": "networkInterfaceId", "value": self._eni.id},
                {"name": "macAddress", "value": self._eni.mac_address},
                {"name": "privateIPv4Address", "value": self._private_ip},
            ]
        networks = [{"attachmentId": self._attachment_id, "privateIpv4Address": self._private_ip}]
        provider = self._capacity_provider
        return {
            "attachments": [
                {
                    "id": self._attachment_id,
                    "type": "ElasticNetworkInterface",
                    "status": "DELETED"
                    if self.last_status == "STOPPED"
                    else ("ATTACHED" if attached else "PRECREATED"),
                    "details": interface,
                }
            ],
            "attributes": [{"name": "ecs.cpu-architecture", "value": self._architecture()}],
            "availabilityZone": self._zone,
            **({"capacityProviderName": provider} if provider else {}),
            "clusterArn": self.cluster_arn,
            "connectivity": "CONNECTED" if attached else "DISCONNECTED",
            "containers": [
                each | {"networkInterfaces": networks if attached else []}
                for each in self._containers
            ],
            "cpu": self._overrides.get("cpu") or self._definition.cpu,
            "desiredStatus": self.desired_status,
            "enableExecuteCommand": False,
            "group": self.group,
            "lastStatus": self.last_status,
            "launchType": self.launch_type,
            "memory": self._overrides.get("memory") or self._definition.memory,
            "overrides": {"containerOverrides": [], "inferenceAcceleratorOverrides": []}
            | self._overrides,
            "platformFamily": "Linux",
            "platformVersion": "1.4.0"
            if self._platform_version == "LATEST"
            else self._platform_version,
            **({"startedBy": self.started_by} if self.started_by else {}),
            **({"tags": self.tags} if with_tags else {}),
            "taskArn": self.task_arn,
            "taskDefinitionArn": self.task_definition_arn,
            "version": self._version,
            "ephemeralStorage": self._definition.ephemeral_storage or {"sizeInGiB": 20},
            **self._fields,
        }

    def as_json(self) -> dict[str, Any]:
        self.advance()
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in self.view().items()
        }

    def _architecture(self) -> str:
        platform = self._definition.runtime_platform or {}
        return "arm64" if platform.get("cpuArchitecture") == "ARM64" else "x86_64"


def _moment(value: Any) -> datetime:
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, timezone.utc)
    return datetime.fromisoformat(value).astimezone(timezone.utc)


def all_tasks() -> Iterator[FargateTask]:
    for backend in ecs_backends[DEFAULT_ACCOUNT_ID].values():
        for tasks in backend.tasks.values():
            yield from (task for task in tasks.values() if isinstance(task, FargateTask))


def find(arn: str | None) -> FargateTask:
    for task in all_tasks():
        if task.task_arn == arn:
            return task
    raise LookupError(f"no task {arn}")
