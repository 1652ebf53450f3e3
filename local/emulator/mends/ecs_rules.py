"""Checks that ECS makes on Fargate requests and moto does not; messages as AWS words them."""

import re
from typing import Any

from moto.ecs.exceptions import EcsClientException, InvalidParameterException

GIB = 1024
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
FARGATE_MEMORY = {
    256: {512, 1 * GIB, 2 * GIB},
    512: {n * GIB for n in range(1, 5)},
    1024: {n * GIB for n in range(2, 9)},
    2048: {n * GIB for n in range(4, 17)},
    4096: {n * GIB for n in range(8, 31)},
    8192: {n * GIB for n in range(16, 61, 4)},
    16384: {n * GIB for n in range(32, 121, 8)},
}
FARGATE_STOP_TIMEOUT_SECONDS = 120


def check_definition(request: dict[str, Any]) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,255}", request.get("family") or ""):
        raise EcsClientException("Family contains invalid characters.")
    containers = request.get("containerDefinitions") or []
    if not containers:
        raise EcsClientException("Container list cannot be empty.")
    _check_volumes(request, containers)
    if any(container.get("secrets") for container in containers):
        if not request.get("executionRoleArn"):
            raise EcsClientException(
                "When you are specifying container secrets, you must also specify a value for"
                " 'executionRoleArn'."
            )
    _check_dependencies(containers)
    if "FARGATE" in (request.get("requiresCompatibilities") or []):
        _check_fargate(request, containers)


def _check_volumes(request: dict[str, Any], containers: list[dict[str, Any]]) -> None:
    volumes = request.get("volumes") or []
    names = {volume.get("name") for volume in volumes}
    for container in containers:
        for mount in container.get("mountPoints") or []:
            if mount.get("sourceVolume") not in names:
                raise EcsClientException(f"Unknown volume '{mount.get('sourceVolume')}'.")
    for volume in volumes:
        efs = volume.get("efsVolumeConfiguration") or {}
        authorization = efs.get("authorizationConfig") or {}
        if authorization and efs.get("transitEncryption") != "ENABLED":
            raise EcsClientException(
                "EFS transit encryption must be enabled for an access point or IAM authorization."
            )
        if authorization.get("accessPointId") and efs.get("rootDirectory", "/") != "/":
            raise EcsClientException(
                "EFS root directory must be omitted or '/' with an access point."
            )


def _check_dependencies(containers: list[dict[str, Any]]) -> None:
    names = [container.get("name") for container in containers]
    if len(set(names)) != len(names):
        raise EcsClientException("Container names must be unique.")
    if not any(container.get("essential", True) for container in containers):
        raise EcsClientException("At least one container must be essential.")
    for container in containers:
        for dependency in container.get("dependsOn") or []:
            if dependency.get("containerName") not in names:
                raise EcsClientException(
                    f"Container '{container['name']}' depends on a container that is not in the"
                    " task definition."
                )


def _check_fargate(request: dict[str, Any], containers: list[dict[str, Any]]) -> None:
    if request.get("networkMode") != "awsvpc":
        raise EcsClientException("Fargate only supports network mode 'awsvpc'.")
    if not request.get("cpu") or not request.get("memory"):
        raise EcsClientException(
            "Fargate requires that 'cpu' and 'memory' be defined at the task level."
        )
    cpu, memory = _units(request["cpu"], "vcpu"), _units(request["memory"], "gb")
    if memory not in FARGATE_MEMORY.get(cpu, set()):
        raise EcsClientException(
            f"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory."
            " See the Amazon ECS documentation for the valid values."
        )
    reserved = sum(each.get("memory") or each.get("memoryReservation") or 0 for each in containers)
    if reserved > memory:
        raise EcsClientException(
            "Invalid 'memory' setting for task: its containers reserve more than the task has."
        )
    for container in containers:
        if (container.get("stopTimeout") or 0) > FARGATE_STOP_TIMEOUT_SECONDS:
            raise EcsClientException("Fargate allows a stopTimeout of at most 120 seconds.")


def _units(value: str, unit: str) -> int:
    """'1024', '1 vCPU' and '2 GB' are all allowed."""
    found = re.fullmatch(rf"\s*([\d.]+)\s*({unit})?\s*", str(value), re.IGNORECASE)
    if not found:
        raise EcsClientException(f"Invalid value '{value}'.")
    return int(float(found.group(1)) * (1024 if found.group(2) else 1))


def check_run_request(request: dict[str, Any], definition: Any) -> None:
    if not 1 <= int(request.get("count") or 1) <= 10:
        raise InvalidParameterException("count must be between 1 and 10.")
    if "FARGATE" not in (definition.requires_compatibilities or []):
        raise InvalidParameterException("Task definition does not support launch_type FARGATE.")
    network = (request.get("networkConfiguration") or {}).get("awsvpcConfiguration")
    if not network:
        raise InvalidParameterException(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        )
    if not network.get("subnets"):
        raise InvalidParameterException("subnets can not be empty.")
    if not re.fullmatch(r"[A-Za-z0-9_/:.-]{0,128}", request.get("startedBy") or ""):
        raise InvalidParameterException("startedBy allows 128 letters, digits, '-', '_' and '/'.")
    names = {container["name"] for container in definition.container_definitions}
    for override in (request.get("overrides") or {}).get("containerOverrides") or []:
        if override.get("name") not in names:
            raise InvalidParameterException(
                f"Override for container named {override.get('name')} is not a container in the"
                " TaskDefinition."
            )
