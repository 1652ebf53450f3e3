"""IAM users: keeps their permissions boundary, checks their names, guards their deletion."""

import copy
import re
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.exceptions import DeleteConflictException, ValidationError
from moto.iam.models import IAMBackend, User
from moto.iam.responses import IamResponse

POLICY_ARN = r"arn:aws[\w-]*:iam::(\d{12}|aws):policy/[\w+=,.@/-]+"


def apply() -> None:
    _mend_users()
    _load_managed_policies_once()


def _load_managed_policies_once() -> None:
    """moto parses 1485 policies for each of six partitions whenever it forgets its state: 0.4 s."""
    load = IAMBackend._init_aws_policies
    loaded: dict[tuple[str, str], list[Any]] = {}

    def init_aws_policies(self: IAMBackend) -> list[Any]:
        key = self.account_id, self.partition
        if key not in loaded:
            loaded[key] = load(self) if self.partition == "aws" else []
        return [copy.copy(policy) for policy in loaded[key]]

    IAMBackend._init_aws_policies = init_aws_policies


def _mend_users() -> None:
    create = IamResponse.create_user
    delete = IAMBackend.delete_user

    def create_user(self: IamResponse) -> ActionResult:
        name = self._get_param("UserName") or ""
        if len(name) > 64:
            raise ValidationError(
                f"1 validation error detected: Value '{name}' at 'userName' failed to satisfy"
                " constraint: Member must have length less than or equal to 64"
            )
        if not re.fullmatch(r"[\w+=,.@-]+", name):
            raise ValidationError(
                "The specified value for userName is invalid. It must contain only alphanumeric"
                " characters and/or the following: +=,.@_-"
            )
        boundary = self._get_param("PermissionsBoundary")
        if boundary:
            _check(boundary)
        result = create(self)
        # moto drops the boundary silently, and with it the limit on what the tenant's key may ever do.
        _bound(self.backend.get_user(name), boundary)
        return result

    def put_user_permissions_boundary(self: IamResponse) -> ActionResult:
        boundary = self._get_param("PermissionsBoundary")
        _check(boundary)
        _bound(self.backend.get_user(self._get_param("UserName")), boundary)
        return EmptyResult()

    def delete_user_permissions_boundary(self: IamResponse) -> ActionResult:
        _bound(self.backend.get_user(self._get_param("UserName")), None)
        return EmptyResult()

    def delete_user(self: IAMBackend, user_name: str) -> None:
        user = self.get_user(user_name)
        if user.access_keys:
            raise DeleteConflictException("Cannot delete entity, must delete access keys first.")
        if user.password:
            raise DeleteConflictException("Cannot delete entity, must delete login profile first.")
        if self.get_groups_for_user(user_name):
            raise DeleteConflictException(
                "Cannot delete entity, must remove users from group first."
            )
        delete(self, user_name)

    IamResponse.create_user = create_user
    IamResponse.put_user_permissions_boundary = put_user_permissions_boundary
    IamResponse.delete_user_permissions_boundary = delete_user_permissions_boundary
    IAMBackend.delete_user = delete_user


def _check(boundary: Any) -> None:
    if not re.fullmatch(POLICY_ARN, boundary or ""):
        raise ValidationError(f"ARN {boundary} is not valid.")


def _bound(user: User, boundary: str | None) -> None:
    user.permissions_boundary = boundary and {
        "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
        "PermissionsBoundaryArn": boundary,
    }
