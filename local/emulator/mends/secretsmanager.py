"""Secrets Manager: a secret scheduled for deletion blocks its name and keeps its value shut."""

import re
from typing import Any

from moto.secretsmanager.exceptions import InvalidRequestException, ValidationException
from moto.secretsmanager.models import SecretsManagerBackend

NAME_IS_LEAVING = (
    "You can't create this secret because a secret with this name is already scheduled for"
    " deletion."
)
SECRET_IS_LEAVING = (
    "You can't perform this operation on the secret because it was marked for deletion."
)


def apply() -> None:
    create, put = SecretsManagerBackend.create_secret, SecretsManagerBackend.put_secret_value

    def create_secret(self: SecretsManagerBackend, name: str, *args: Any, **kwargs: Any) -> str:
        if len(name) > 512:
            raise ValidationException(
                "1 validation error detected: Value at 'name' failed to satisfy constraint:"
                " Member must have length less than or equal to 512"
            )
        if not re.fullmatch(r"[A-Za-z0-9/_+=.@!-]+", name):
            raise ValidationException(
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of"
                " the following: -/_+=.@!"
            )
        # moto says ResourceExists, which sends a caller to update what cannot be updated.
        if name in self.secrets.keys() and self.secrets[name].is_deleted():
            raise InvalidRequestException(NAME_IS_LEAVING)
        return create(self, name, *args, **kwargs)

    def put_secret_value(
        self: SecretsManagerBackend, secret_id: str, *args: Any, **kwargs: Any
    ) -> str:
        if self._is_valid_identifier(secret_id) and self.secrets[secret_id].is_deleted():
            raise InvalidRequestException(SECRET_IS_LEAVING)
        return put(self, secret_id, *args, **kwargs)

    SecretsManagerBackend.create_secret = create_secret
    SecretsManagerBackend.put_secret_value = put_secret_value
