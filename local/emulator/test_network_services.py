"""Load balancing, file systems and names: the services that reach and store a server."""

import time
import unittest
import urllib.error
from typing import Any

from child import EmulatorTestCase


class BalancerTestCase(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.elb = self.client("elbv2")
        self.vpc, *subnets = self.network()
        balancer = self.elb.create_load_balancer(Name="lb", Subnets=subnets)["LoadBalancers"][0]
        self.balancer = balancer["LoadBalancerArn"]
        not_found = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
        self.listener = self.elb.create_listener(
            LoadBalancerArn=self.balancer, Protocol="HTTP", Port=80, DefaultActions=[not_found]
        )["Listeners"][0]["ListenerArn"]

    def group(self, name: str = "g", **changes: Any) -> str:
        wanted = {
            "Protocol": "HTTP",
            "Port": 30000,
            "VpcId": self.vpc,
            "TargetType": "ip",
            "HealthCheckPath": "/api/status",
        } | changes
        created = self.elb.create_target_group(Name=name, **wanted)
        return created["TargetGroups"][0]["TargetGroupArn"]

    def rule(self, group: str, priority: int = 1, **more: Any) -> str:
        conditions = [
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["u.example.com"]}},
            {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/ready/*"]}},
        ]
        forward = {"Type": "forward", "TargetGroupArn": group}
        created = self.elb.create_rule(
            ListenerArn=self.listener,
            Priority=priority,
            Conditions=conditions,
            Actions=[forward],
            **more,
        )
        return created["Rules"][0]["RuleArn"]

    def register(self, group: str, ip: str = "10.9.0.5") -> None:
        self.elb.register_targets(TargetGroupArn=group, Targets=[{"Id": ip, "Port": 30000}])

    def health(self, group: str) -> list[tuple[str, str | None]]:
        described = self.elb.describe_target_health(TargetGroupArn=group)
        found = [each["TargetHealth"] for each in described["TargetHealthDescriptions"]]
        return [(each["State"], each.get("Reason")) for each in found]


class TargetHealthTest(BalancerTestCase):
    def test_a_target_is_unused_then_initial_then_what_it_is_set_to(self):
        group = self.group()
        self.register(group)
        self.assertEqual([("unused", "Target.NotInUse")], self.health(group))
        rule = self.rule(group)
        self.assertEqual([("initial", "Elb.InitialHealthChecking")], self.health(group))
        target = {"targetGroupArn": group, "targetId": "10.9.0.5", "port": 30000}
        unhealthy = {"state": "unhealthy", "reason": "Target.Timeout"}
        self.admin("PUT", "/elbv2/health", target | unhealthy)
        self.assertEqual([("unhealthy", "Target.Timeout")], self.health(group))
        self.admin("PUT", "/elbv2/health", target | {"state": "healthy"})
        self.assertEqual([("healthy", None)], self.health(group))
        self.register(group)
        self.assertEqual([("healthy", None)], self.health(group))
        self.elb.delete_rule(RuleArn=rule)
        self.assertEqual([("unused", "Target.NotInUse")], self.health(group))
        self.rule(group)
        self.assertEqual("initial", self.health(group)[0][0])

    def test_a_deregistered_target_drains_and_is_gone(self):
        group = self.group()
        self.rule(group)
        self.register(group)
        targets = [{"Id": "10.9.0.5"}]
        self.elb.deregister_targets(TargetGroupArn=group, Targets=targets)
        self.assertEqual([("draining", "Target.DeregistrationInProgress")], self.health(group))
        self.elb.deregister_targets(TargetGroupArn=group, Targets=[{"Id": "10.9.0.99"}])
        time.sleep(2.1)
        self.assertEqual([], self.health(group))
        asked = self.elb.describe_target_health(TargetGroupArn=group, Targets=targets)
        reason = asked["TargetHealthDescriptions"][0]["TargetHealth"]["Reason"]
        self.assertEqual("Target.NotRegistered", reason)

    def test_health_of_an_unregistered_target_cannot_be_set(self):
        wanted = {"targetGroupArn": self.group(), "targetId": "10.9.0.5", "state": "healthy"}
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.admin("PUT", "/elbv2/health", wanted)
        self.assertEqual(404, caught.exception.code)
        caught.exception.close()


class TargetsHealthyByThemselvesTest(BalancerTestCase):
    options = ("--targets-healthy-after", "0.3")

    def test_a_target_becomes_healthy_once_its_group_is_used(self):
        group = self.group()
        self.register(group)
        time.sleep(0.4)
        self.assertEqual("unused", self.health(group)[0][0])
        self.rule(group)
        self.assertEqual("initial", self.health(group)[0][0])
        time.sleep(0.4)
        self.assertEqual("healthy", self.health(group)[0][0])


class RuleTest(BalancerTestCase):
    def test_a_group_is_created_once_and_only_with_its_settings(self):
        first = self.group()
        self.assertEqual(first, self.group())
        self.refused("DuplicateTargetGroupName", self.group, Port=30001)
        self.refused("ValidationError", self.group, name="n" * 33)

    def test_a_used_group_stays(self):
        group = self.group()
        rule = self.rule(group)
        self.refused("ResourceInUse", self.elb.delete_target_group, TargetGroupArn=group)
        self.elb.delete_rule(RuleArn=rule)
        self.elb.delete_target_group(TargetGroupArn=group)
        self.refused("TargetGroupNotFound", self.elb.describe_tags, ResourceArns=[group])
        self.refused("RuleNotFound", self.elb.delete_rule, RuleArn=rule)

    def test_a_priority_is_used_once(self):
        group = self.group()
        self.rule(group, 7)
        self.refused("PriorityInUse", self.rule, group=group, priority=7)

    def test_a_balancer_takes_a_hundred_rules(self):
        group = self.group()
        for priority in range(1, 101):
            self.rule(group, priority)
        self.refused("TooManyRules", self.rule, group=group, priority=101)

    def test_a_rule_is_modified_to_its_host_alone(self):
        rule = self.rule(self.group())
        found = self.elb.describe_rules(RuleArns=[rule])["Rules"][0]["Conditions"]
        self.assertEqual({"host-header", "path-pattern"}, {each["Field"] for each in found})
        host = {"Field": "host-header", "HostHeaderConfig": {"Values": ["u.example.com"]}}
        self.elb.modify_rule(RuleArn=rule, Conditions=[host])
        found = self.elb.describe_rules(RuleArns=[rule])["Rules"][0]["Conditions"]
        self.assertEqual(["host-header"], [each["Field"] for each in found])

    def test_rules_and_groups_carry_tags(self):
        tag = {"Key": "foundry-hosting:user", "Value": "u1"}
        group = self.group(Tags=[tag])
        rule = self.rule(group, Tags=[tag])
        self.elb.add_tags(ResourceArns=[rule, group], Tags=[{"Key": "more", "Value": "1"}])
        described = self.elb.describe_tags(ResourceArns=[rule, group])["TagDescriptions"]
        for each in described:
            self.assertIn(tag, each["Tags"])
            self.assertEqual(2, len(each["Tags"]))


class AccessPointTest(EmulatorTestCase):
    def test_access_points(self):
        efs = self.client("efs")
        system = efs.create_file_system(CreationToken="f")["FileSystemId"]

        def create(token: str) -> str:
            wanted = {"RootDirectory": {"Path": f"/foundry-instances/{token}"}}
            created = efs.create_access_point(ClientToken=token, FileSystemId=system, **wanted)
            return created["AccessPointId"]

        first = create("u1")
        with self.assertRaises(efs.exceptions.AccessPointAlreadyExists) as caught:
            create("u1")
        answer = caught.exception.response
        self.assertEqual(first, answer["AccessPointId"])
        self.assertEqual(409, answer["ResponseMetadata"]["HTTPStatusCode"])
        create("u2"), create("u3")
        pages = efs.get_paginator("describe_access_points").paginate(
            FileSystemId=system, PaginationConfig={"PageSize": 2}
        )
        self.assertEqual([2, 1], [len(page["AccessPoints"]) for page in pages])
        efs.delete_access_point(AccessPointId=first)
        gone = self.refused(
            "AccessPointNotFound", efs.delete_access_point, AccessPointId=first
        )
        self.assertEqual(404, gone["ResponseMetadata"]["HTTPStatusCode"])
        self.assertNotEqual(first, create("u1"))


class RecordTest(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.dns = self.client("route53")
        zone = self.dns.create_hosted_zone(Name="example.com", CallerReference="1")
        self.zone = zone["HostedZone"]["Id"]

    def change(self, *changes: tuple[str, dict[str, Any]]) -> None:
        batch = [{"Action": action, "ResourceRecordSet": record} for action, record in changes]
        self.dns.change_resource_record_sets(
            HostedZoneId=self.zone, ChangeBatch={"Changes": batch}
        )

    def refused_change(self, *changes: tuple[str, dict[str, Any]]) -> None:
        with self.assertRaises(self.dns.exceptions.InvalidChangeBatch):
            self.change(*changes)

    def records(self) -> list[dict[str, Any]]:
        found = self.dns.list_resource_record_sets(HostedZoneId=self.zone)["ResourceRecordSets"]
        return [each for each in found if each["Type"] == "A"]

    def alias(self, name: str, target: str = "lb.example.net.") -> dict[str, Any]:
        to = {"HostedZoneId": "Z1", "DNSName": target, "EvaluateTargetHealth": False}
        return {"Name": name, "Type": "A", "AliasTarget": to}

    def test_changes_are_held_to_what_exists(self):
        record = self.alias("u1.example.com.")
        self.change(("CREATE", record))
        self.assertEqual([record], self.records())
        self.refused_change(("CREATE", record))
        self.refused_change(("DELETE", self.alias("u1.example.com.", "other.example.net.")))
        self.refused_change(("DELETE", self.alias("u2.example.com.")))
        self.change(("UPSERT", self.alias("u1.example.com.", "other.example.net")))
        self.assertEqual("other.example.net.", self.records()[0]["AliasTarget"]["DNSName"])
        self.change(("DELETE", self.alias("u1.example.com.", "other.example.net")))
        self.assertEqual([], self.records())
        self.change(("CREATE", record))

    def test_a_batch_applies_as_a_whole_or_not_at_all(self):
        new, missing = self.alias("new.example.com"), self.alias("missing.example.com")
        self.refused_change(("CREATE", new), ("DELETE", missing))
        self.assertEqual([], self.records())
        plain = {"Name": "p.example.com", "Type": "A", "TTL": 60}
        plain["ResourceRecords"] = [{"Value": "192.0.2.1"}]
        self.change(("CREATE", plain), ("DELETE", plain), ("CREATE", new))
        self.refused_change(("DELETE", plain | {"TTL": 61}))
        self.assertEqual(["new.example.com."], [each["Name"] for each in self.records()])


if __name__ == "__main__":
    unittest.main()
