"""S3: names, policies and public access checked as on AWS; versions listed page by page."""

import json
import re
from typing import Any

from moto.core.utils import unix_time_millis
from moto.s3.exceptions import InvalidBucketName, NoSuchUpload, S3ClientError
from moto.s3.models import FakeDeleteMarker, PublicAccessBlock, S3Backend

EVERYTHING = 10**9


class MalformedPolicy(S3ClientError):
    def __init__(self, message: str):
        super().__init__("MalformedPolicy", message)


class PublicPolicyDenied(S3ClientError):
    def __init__(self) -> None:
        super().__init__(
            "AccessDenied",
            "User is not authorized to perform: s3:PutBucketPolicy because public policies are"
            " prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
        )


def apply() -> None:
    _mend_buckets()
    _mend_versions()
    _mend_uploads()


def _mend_buckets() -> None:
    create, put_policy = S3Backend.create_bucket, S3Backend.put_bucket_policy

    def create_bucket(self: S3Backend, bucket_name: str, *args: Any, **kwargs: Any) -> Any:
        if not _is_valid_name(bucket_name):
            raise InvalidBucketName()
        bucket = create(self, bucket_name, *args, **kwargs)
        # Since April 2023 every new bucket blocks public access until its settings allow it.
        bucket.public_access_block = PublicAccessBlock(True, True, True, True)
        return bucket

    def put_bucket_policy(self: S3Backend, bucket_name: str, policy: bytes) -> None:
        statements = _checked_statements(bucket_name, policy)
        block = self.get_bucket(bucket_name).public_access_block
        if block and block.block_public_policy and any(map(_is_public, statements)):
            raise PublicPolicyDenied()
        put_policy(self, bucket_name, policy)

    S3Backend.create_bucket = create_bucket
    S3Backend.put_bucket_policy = put_bucket_policy


def _is_valid_name(name: str) -> bool:
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    return (
        re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name) is not None
        and ".." not in name
        and not re.fullmatch(r"\d+\.\d+\.\d+\.\d+", name)
        and not name.startswith(("xn--", "sthree-", "amzn-s3-demo-"))
        and not name.endswith(("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"))
    )


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _checked_statements(bucket_name: str, policy: bytes | str) -> list[dict[str, Any]]:
    try:
        document = json.loads(policy)
    except ValueError:
        message = "Policies must be valid JSON and the first byte must be '{'"
        raise MalformedPolicy(message) from None
    if not isinstance(document, dict) or not document.get("Statement"):
        raise MalformedPolicy("Missing required field Statement")
    statements = _as_list(document["Statement"])
    bucket_arn = f"arn:aws:s3:::{bucket_name}"
    for statement in statements:
        for field in ("Effect", "Principal", "Action", "Resource"):
            if field not in statement and f"Not{field}" not in statement:
                raise MalformedPolicy(f"Missing required field {field}")
        for resource in _as_list(statement.get("Resource", [])):
            if resource != bucket_arn and not resource.startswith(bucket_arn + "/"):
                raise MalformedPolicy("Policy has invalid resource")
    return statements


def _is_public(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    everyone = principal == "*" or (
        isinstance(principal, dict) and "*" in _as_list(principal.get("AWS", []))
    )
    return statement["Effect"] == "Allow" and everyone and not statement.get("Condition")


def _mend_versions() -> None:
    list_versions = S3Backend.list_object_versions
    delete_bucket = S3Backend.delete_bucket

    def list_object_versions(
        self: S3Backend,
        bucket_name: str,
        delimiter: str | None = None,
        key_marker: str | None = None,
        max_keys: int | None = 1000,
        prefix: str = "",
        version_id_marker: str | None = None,
    ) -> Any:
        """moto skips all the rest when the marker's version was deleted since the last page."""
        if delimiter:
            return list_versions(
                self, bucket_name, delimiter, key_marker, max_keys, prefix, version_id_marker
            )
        versions, _, markers, _, _ = list_versions(
            self, bucket_name, max_keys=EVERYTHING, prefix=prefix
        )
        entries = sorted(
            [*versions, *markers],
            key=lambda each: (each.name, -unix_time_millis(each.last_modified)),
        )
        entries = _after(entries, key_marker, version_id_marker)
        size = max_keys or 1000
        this_page = entries[:size]
        more = len(entries) > size
        return (
            [each for each in this_page if not isinstance(each, FakeDeleteMarker)],
            [],
            [each for each in this_page if isinstance(each, FakeDeleteMarker)],
            this_page[-1].name if more else None,
            this_page[-1].version_id if more else None,
        )

    def delete_bucket_with_versions(self: S3Backend, bucket_name: str) -> Any:
        # Versions and delete markers keep a bucket; keys without any version left do not.
        versions, _, markers, _, _ = list_versions(self, bucket_name, max_keys=1)
        return None if versions or markers else delete_bucket(self, bucket_name)

    S3Backend.list_object_versions = list_object_versions
    S3Backend.delete_bucket = delete_bucket_with_versions


def _mend_uploads() -> None:
    complete = S3Backend.complete_multipart_upload

    def complete_multipart_upload(
        self: S3Backend, bucket_name: str, multipart_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        """moto breaks on an upload that was never begun."""
        if multipart_id not in self.get_bucket(bucket_name).multiparts:
            raise NoSuchUpload(multipart_id)
        return complete(self, bucket_name, multipart_id, *args, **kwargs)

    S3Backend.complete_multipart_upload = complete_multipart_upload


def _after(entries: list[Any], key: str | None, version_id: str | None) -> list[Any]:
    if key is None:
        return entries
    if version_id is None:
        return [each for each in entries if each.name > key]
    for position, each in enumerate(entries):
        if each.name == key and (each.version_id or "null") == version_id:
            return entries[position + 1 :]
    return [each for each in entries if each.name >= key]
