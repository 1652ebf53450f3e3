"""EFS access points: one a client token, gone is not found, listed by pages."""

import json
from typing import Any

from moto.efs.exceptions import AccessPointNotFound, EFSError, FileSystemNotFound
from moto.efs.models import EFSBackend
from moto.efs.responses import EFSResponse

PAGE = 100
ACCESS_POINTS_PER_FILE_SYSTEM = 10_000


class AccessPointAlreadyExists(EFSError):
    """Carries the id of the access point that the client token made, as AWS's error does."""

    code = 409

    def __init__(self, access_point_id: str):
        message = f"Access point already exists with id {access_point_id}"
        super().__init__("AccessPointAlreadyExists", message)
        self.description = json.dumps(
            {
                "ErrorCode": "AccessPointAlreadyExists",
                "Message": message,
                "AccessPointId": access_point_id,
            }
        )


class AccessPointLimitExceeded(EFSError):
    code = 403

    def __init__(self) -> None:
        super().__init__("AccessPointLimitExceeded", "The file system has its most access points.")


def apply() -> None:
    create = EFSBackend.create_access_point

    def create_access_point(
        self: EFSBackend, client_token: str, *args: Any, file_system_id: str, **kwargs: Any
    ) -> Any:
        if file_system_id not in self.file_systems_by_id:
            raise FileSystemNotFound(file_system_id)
        for existing in self.access_points.values():
            if client_token and existing.client_token == client_token:
                raise AccessPointAlreadyExists(existing.access_point_id)
        used = sum(each.file_system_id == file_system_id for each in self.access_points.values())
        if used >= ACCESS_POINTS_PER_FILE_SYSTEM:
            raise AccessPointLimitExceeded()
        return create(self, client_token, *args, file_system_id=file_system_id, **kwargs)

    def delete_access_point(self: EFSBackend, access_point_id: str) -> None:
        if self.access_points.pop(access_point_id, None) is None:
            raise AccessPointNotFound(access_point_id)
        self.tagging_service.delete_all_tags_for_resource(access_point_id)

    def describe_access_points(self: EFSResponse) -> tuple[str, dict[str, Any]]:
        file_system_id = self._get_param("FileSystemId")
        if file_system_id and file_system_id not in self.efs_backend.file_systems_by_id:
            raise FileSystemNotFound(file_system_id)
        found = self.efs_backend.describe_access_points(
            self._get_param("AccessPointId"), file_system_id
        )
        begin = int(self._get_param("NextToken") or 0)
        end = begin + int(self._get_param("MaxResults") or PAGE)
        result: dict[str, Any] = {"AccessPoints": [each.info_json() for each in found[begin:end]]}
        if end < len(found):
            result["NextToken"] = str(end)
        return json.dumps(result), {"Content-Type": "application/json"}

    def delete_access_point_without_content(self: EFSResponse) -> tuple[str, dict[str, Any]]:
        self.efs_backend.delete_access_point(self._get_param("AccessPointId"))
        return "", {"status": 204}

    EFSBackend.create_access_point = create_access_point
    EFSBackend.delete_access_point = delete_access_point
    EFSResponse.describe_access_points = describe_access_points
    EFSResponse.delete_access_point = delete_access_point_without_content
