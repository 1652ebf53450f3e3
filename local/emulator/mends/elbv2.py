"""Elastic Load Balancing v2: target health with its delays, and the limits of a balancer."""

import time
from dataclasses import dataclass
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.elbv2.exceptions import DuplicateTargetGroupName, ELBClientError
from moto.elbv2.exceptions import TargetGroupNotFoundError
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus, FakeTargetGroup, elbv2_backends

from mends import Settings

DRAINING_SECONDS = 2.0
RULES_PER_BALANCER = 100
GROUPS_PER_BALANCER = 100
REASONS = {
    "healthy": (None, None),
    "initial": ("Elb.InitialHealthChecking", "Initial health checks in progress"),
    "unhealthy": ("Target.FailedHealthChecks", "Health checks failed"),
    "unused": (
        "Target.NotInUse",
        "Target group is not configured to receive traffic from the load balancer",
    ),
    "draining": ("Target.DeregistrationInProgress", "Target deregistration is in progress"),
}
NOT_REGISTERED = ("Target.NotRegistered", "Target is not registered to the target group")

_settings = Settings()


def configure(settings: Settings) -> None:
    global _settings
    _settings = settings


@dataclass
class Health:
    """What the balancer knows of one target since ``since``; ``state`` is None until it is set."""

    since: float
    state: str | None = None
    reason: str | None = None
    description: str | None = None


def set_health(given: dict[str, Any]) -> None:
    """Sets the health of a target for the admin endpoint, as a health check would."""
    if given.get("state") not in REASONS:
        raise ValueError(f"state must be one of {', '.join(REASONS)}, not {given.get('state')!r}")
    for backend in elbv2_backends[DEFAULT_ACCOUNT_ID].values():
        group = backend.target_groups.get(given.get("targetGroupArn"))
        if group is None:
            continue
        target = group.targets.get(given.get("targetId"))
        if target is None or str(given.get("port") or target["Port"]) != str(target["Port"]):
            raise LookupError(f"{given.get('targetId')} is not registered in {group.arn}")
        health = _health_of(group)[target["Id"]]
        health.state = given["state"]
        health.reason, health.description = given.get("reason"), given.get("description")
        return
    raise LookupError(f"no target group {given.get('targetGroupArn')}")


def _health_of(group: FakeTargetGroup) -> dict[str, Health]:
    return group.__dict__.setdefault("health", {})


def _draining_in(group: FakeTargetGroup) -> dict[str, tuple[float, dict[str, Any]]]:
    draining = group.__dict__.setdefault("draining", {})
    for target_id, (until, _) in list(draining.items()):
        if time.monotonic() >= until:
            del draining[target_id]
    return draining


def apply() -> None:
    _mend_targets()
    _mend_target_groups()
    _mend_rules()
    _track_attachment()


def _mend_targets() -> None:
    register_in_group = FakeTargetGroup.register

    def register(self: FakeTargetGroup, targets: list[dict[str, Any]]) -> None:
        already = dict(self.targets)
        register_in_group(self, targets)
        for target in targets:
            _draining_in(self).pop(target["Id"], None)
            if already.get(target["Id"]) != self.targets[target["Id"]]:
                _health_of(self)[target["Id"]] = Health(time.monotonic())

    def deregister(self: FakeTargetGroup, targets: list[dict[str, Any]]) -> None:
        for target in targets:
            registered = self.targets.pop(target["Id"], None)
            if registered is None:  # AWS: "... the action returns successfully."
                continue
            _health_of(self).pop(target["Id"], None)
            if self.load_balancer_arns:
                until = time.monotonic() + DRAINING_SECONDS
                _draining_in(self)[target["Id"]] = (until, registered)

    def health_for(self: FakeTargetGroup, target: dict[str, Any], _: Any) -> FakeHealthStatus:
        target_id = target["Id"]
        registered = self.targets.get(target_id)
        if registered is None:
            draining = target_id in _draining_in(self)
            state = "draining" if draining else "unused"
            reasons = REASONS["draining"] if draining else NOT_REGISTERED
            port = target.get("Port", self.port)
            return FakeHealthStatus(target_id, port, self.health_check_port, state, *reasons)
        health = _health_of(self).setdefault(target_id, Health(time.monotonic()))
        state = _state(self, health)
        reason, description = REASONS[state]
        if state == health.state:
            reason, description = health.reason or reason, health.description or description
        return FakeHealthStatus(
            target_id, registered["Port"], str(registered["Port"]), state, reason, description
        )

    def describe_target_health(
        self: ELBv2Backend, target_group_arn: str, targets: list[dict[str, Any]]
    ) -> list[FakeHealthStatus]:
        group = self.target_groups.get(target_group_arn)
        if group is None:
            raise TargetGroupNotFoundError()
        leaving = [target for _, target in _draining_in(group).values()]
        wanted = targets or [*group.targets.values(), *leaving]
        return [group.health_for(target, self.ec2_backend) for target in wanted]

    FakeTargetGroup.register = register
    FakeTargetGroup.deregister = deregister
    FakeTargetGroup.health_for = health_for
    ELBv2Backend.describe_target_health = describe_target_health


def _state(group: FakeTargetGroup, health: Health) -> str:
    if not group.load_balancer_arns:
        return "unused"
    if health.state:
        return health.state
    after = _settings.targets_healthy_after
    is_due = after is not None and time.monotonic() - health.since >= after
    return "healthy" if is_due else "initial"


def _mend_target_groups() -> None:
    create = ELBv2Backend.create_target_group

    def create_target_group(self: ELBv2Backend, name: str, **settings: Any) -> FakeTargetGroup:
        # "If you attempt to create multiple target groups with the same settings, each call
        # succeeds." Tags are no settings.
        asked = {key: value for key, value in settings.items() if key != "tags"}
        for group in self.target_groups.values():
            if group.name == name:
                if getattr(group, "asked_settings", None) == asked:
                    return group
                raise DuplicateTargetGroupName()
        group = create(self, name, **settings)
        group.asked_settings = asked
        return group

    ELBv2Backend.create_target_group = create_target_group


def _mend_rules() -> None:
    create, delete = ELBv2Backend.create_rule, ELBv2Backend.delete_rule
    modify = ELBv2Backend.modify_rule
    describe_tags = ELBv2Backend.describe_tags

    def create_rule(self: ELBv2Backend, listener_arn: str, *args: Any, **kwargs: Any) -> Any:
        listener = self.describe_listeners(None, [listener_arn])[0]
        balancer = self.load_balancers[listener.load_balancer_arn]
        rules = sum(len(each._non_default_rules) for each in balancer.listeners.values())
        if rules >= RULES_PER_BALANCER:
            raise ELBClientError(
                "TooManyRules",
                f"The maximum number of rules on load balancer '{balancer.arn}' has been reached",
            )
        kwargs["priority"] = int(kwargs["priority"])
        rule = create(self, listener_arn, *args, **kwargs)
        used = sum(balancer.arn in _balancers(self, each) for each in self.target_groups.values())
        if used > GROUPS_PER_BALANCER:
            delete(self, rule.arn)
            raise ELBClientError(
                "TooManyUniqueTargetGroupsPerLoadBalancer",
                "You have reached the maximum number of unique target groups for the load balancer",
            )
        return rule

    def delete_rule(self: ELBv2Backend, arn: str) -> None:
        if self.describe_rules(None, [arn])[0].is_default:
            raise ELBClientError("OperationNotPermitted", "Default rule cannot be deleted")
        delete(self, arn)
        self.tagging_service.delete_all_tags_for_resource(arn)

    def modify_rule(self: ELBv2Backend, rule_arn: str, *args: Any, **kwargs: Any) -> Any:
        if self.describe_rules(None, [rule_arn])[0].is_default:
            raise ELBClientError("OperationNotPermitted", "Default rule cannot be modified")
        return modify(self, rule_arn, *args, **kwargs)

    def describe_tags_of_existing(self: ELBv2Backend, resource_arns: list[str]) -> Any:
        for arn in resource_arns:  # moto answers for deleted resources, too
            self._get_resource_by_arn(arn)
        return describe_tags(self, resource_arns)

    ELBv2Backend.create_rule = create_rule
    ELBv2Backend.delete_rule = delete_rule
    ELBv2Backend.modify_rule = modify_rule
    ELBv2Backend.describe_tags = describe_tags_of_existing


def _balancers(backend: ELBv2Backend, group: FakeTargetGroup) -> list[str]:
    return [
        balancer.arn
        for balancer in backend.load_balancers.values()
        if any(
            group.arn in backend._get_target_group_arns_from(action_data=action.data)
            for listener in balancer.listeners.values()
            for rule in listener.rules.values()
            for action in rule.actions
        )
    ]


def _track_attachment() -> None:
    """A group that no rule forwards to is not health checked; once it is, checks begin anew.

    moto only ever adds to a group's load balancers, so whether it is in use is worked out again
    after each change of listeners and rules.
    """

    def tracked(change: Any) -> Any:
        def changed(self: ELBv2Backend, *args: Any, **kwargs: Any) -> Any:
            before = {arn: _balancers(self, group) for arn, group in self.target_groups.items()}
            try:
                return change(self, *args, **kwargs)
            finally:
                for arn, group in self.target_groups.items():
                    group.load_balancer_arns = _balancers(self, group)
                    if bool(group.load_balancer_arns) != bool(before.get(arn)):
                        for target_id in group.targets:
                            _health_of(group)[target_id] = Health(time.monotonic())

        return changed

    for name in (
        "create_listener",
        "modify_listener",
        "delete_listener",
        "create_rule",
        "modify_rule",
        "delete_rule",
        "delete_load_balancer",
    ):
        setattr(ELBv2Backend, name, tracked(getattr(ELBv2Backend, name)))
