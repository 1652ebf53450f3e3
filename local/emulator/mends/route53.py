"""Route 53: a change batch applies as a whole or not at all, and is held to what exists."""

import copy
from typing import Any

from moto.route53.exceptions import Route53ClientError
from moto.route53.models import Route53Backend


class InvalidChangeBatch(Route53ClientError):
    def __init__(self, message: str):
        super().__init__("InvalidChangeBatch", f"[{message}]")


def apply() -> None:
    change_one = Route53Backend.change_resource_record_sets

    def change_resource_record_sets(
        self: Route53Backend, zoneid: str, change_list: list[dict[str, Any]]
    ) -> None:
        zone = self.get_hosted_zone(zoneid)
        before = copy.deepcopy((zone.rrsets, list(zone.rr_changes)))
        try:
            for change in change_list:
                change = copy.deepcopy(change)
                wanted = change["ResourceRecordSet"]
                wanted["Name"] = wanted["Name"].lower().rstrip(".") + "."
                if alias := wanted.get("AliasTarget"):
                    # AWS lists an alias' name as a full one, whether it was given so or not.
                    alias["DNSName"] = alias["DNSName"].lower().rstrip(".") + "."
                _check(zone, change["Action"], wanted)
                change_one(self, zoneid, [change])
                for record in zone.rrsets:
                    if record.alias_target:  # an alias has no TTL; moto lists one of 0
                        record.ttl = None
        except Exception:
            zone.rrsets = before[0]
            zone.rr_changes[:] = before[1]
            raise

    Route53Backend.change_resource_record_sets = change_resource_record_sets


def _check(zone: Any, action: str, wanted: dict[str, Any]) -> None:
    what = f"name='{wanted['Name']}', type='{wanted['Type']}'"
    existing = next(
        (
            record
            for record in zone.rrsets
            if (record.name, record.type, record.set_identifier)
            == (wanted["Name"], wanted["Type"], wanted.get("SetIdentifier"))
        ),
        None,
    )
    others = {record.type for record in zone.rrsets if record.name == wanted["Name"]}
    if action in ("CREATE", "UPSERT"):
        if bool(wanted.get("AliasTarget")) == bool(wanted.get("ResourceRecords")):
            raise Route53ClientError(
                "InvalidInput",
                "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
                f" ResourceRecords], or TrafficPolicyInstanceId] in Change with [{what}]",
            )
        if others - {wanted["Type"]} and "CNAME" in others | {wanted["Type"]}:
            raise InvalidChangeBatch(
                f"RRSet of type {wanted['Type']} with DNS name {wanted['Name']} is not permitted"
                " as it conflicts with other records with the same DNS name"
            )
    if action == "CREATE" and existing:
        raise InvalidChangeBatch(
            f"Tried to create resource record set [{what}] but it already exists"
        )
    if action == "DELETE" and existing is None:
        raise InvalidChangeBatch(
            f"Tried to delete resource record set [{what}] but it was not found"
        )
    if action == "DELETE" and _values(existing) != _wanted_values(wanted):
        raise InvalidChangeBatch(
            f"Tried to delete resource record set [{what}] but the values provided do not match"
            " the current values"
        )


def _values(record: Any) -> tuple[Any, ...]:
    return _comparable(record.ttl, record.records, record.alias_target)


def _wanted_values(wanted: dict[str, Any]) -> tuple[Any, ...]:
    records = [record["Value"] for record in wanted.get("ResourceRecords") or []]
    return _comparable(wanted.get("TTL"), records, wanted.get("AliasTarget"))


def _comparable(ttl: Any, records: Any, alias: Any) -> tuple[Any, ...]:
    alias = alias or {}
    return (
        int(ttl or 0),
        sorted(records or []),
        alias.get("HostedZoneId"),
        alias.get("DNSName"),
        str(alias.get("EvaluateTargetHealth", "")).lower(),
    )
