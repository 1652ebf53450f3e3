"""Corrects what moto does otherwise than AWS in our flow; one module for each service.

A mend's state lives on moto's own backend and model objects, so that a reset of moto drops it too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Options of the command line. ``None``: targets stay as the admin endpoint leaves them."""

    tasks_run_by_themselves: bool = False
    targets_healthy_after: float | None = None


def apply_mends(settings: Settings) -> None:
    from mends import dynamodb, ecs, ecs_task, efs, elbv2, events, iam, route53, s3
    from mends import ecs_definitions, secretsmanager, sqs

    ecs_task.configure(settings)
    elbv2.configure(settings)
    for service in (
        dynamodb,
        ecs,
        ecs_definitions,
        efs,
        elbv2,
        events,
        iam,
        route53,
        s3,
        secretsmanager,
        sqs,
    ):
        service.apply()
