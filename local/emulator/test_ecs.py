"""ECS: a Fargate task's life as our reconciler sees it."""

import time
import unittest
import urllib.error
from typing import Any

from child import EmulatorTestCase

ROLE = "arn:aws:iam::123456789012:role/execution"


class EcsTestCase(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ecs = self.client("ecs")
        self.ecs.create_cluster(clusterName="c", capacityProviders=["FARGATE", "FARGATE_SPOT"])
        self.vpc, self.subnet, _ = self.network()

    def register(self, **changes: Any) -> dict[str, Any]:
        wanted = {
            "family": "foundry",
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "cpu": "1024",
            "memory": "2048",
            "containerDefinitions": [
                {"name": "init", "image": "init:1", "essential": False},
                {"name": "foundry", "image": "felddy/foundryvtt:13"},
            ],
            "tags": [{"key": "foundry-hosting:user", "value": "u1"}],
        } | changes
        return self.ecs.register_task_definition(**wanted)

    def run_task(self, **changes: Any) -> dict[str, Any]:
        network = {"awsvpcConfiguration": {"subnets": [self.subnet]}}
        wanted = {
            "cluster": "c",
            "taskDefinition": "foundry",
            "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}],
            "networkConfiguration": network,
        } | changes
        return self.ecs.run_task(**wanted)["tasks"][0]

    def describe(self, arn: str, **more: Any) -> dict[str, Any]:
        return self.ecs.describe_tasks(cluster="c", tasks=[arn], **more)["tasks"][0]

    def listed(self, **filters: Any) -> list[str]:
        return self.ecs.list_tasks(cluster="c", **filters)["taskArns"]


class TaskTest(EcsTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.register()

    def test_a_task_stays_provisioning_until_it_is_moved(self):
        task = self.run_task(startedBy="u1", tags=[{"key": "k", "value": "v"}])
        for _ in range(5):
            seen = self.describe(task["taskArn"])
        self.assertEqual(("PROVISIONING", "RUNNING"), (seen["lastStatus"], seen["desiredStatus"]))
        self.assertEqual("family:foundry", seen["group"])
        self.assertEqual(("FARGATE", "FARGATE"), (seen["launchType"], seen["capacityProviderName"]))
        self.assertEqual(("1024", "2048", "u1"), (seen["cpu"], seen["memory"], seen["startedBy"]))
        self.assertNotIn("tags", seen)
        tagged = self.describe(task["taskArn"], include=["TAGS"])
        self.assertEqual([{"key": "k", "value": "v"}], tagged["tags"])
        names = {each["name"]: each["lastStatus"] for each in seen["containers"]}
        self.assertEqual({"init": "PENDING", "foundry": "PENDING"}, names)
        self.assertEqual("PRECREATED", seen["attachments"][0]["status"])

    def test_the_stand_in_moves_a_task(self):
        arn = self.run_task()["taskArn"]
        path = self.task_path(arn)
        pulling = {"lastStatus": "PENDING", "pullStartedAt": "2026-11-01T10:00:00Z"}
        self.admin("PUT", path, pulling | {"privateIp": "10.9.0.77"})
        self.admin("PUT", path, {"lastStatus": "RUNNING", "healthStatus": "HEALTHY"})
        seen = self.describe(arn)
        self.assertEqual("2026-11-01T10:00:00", seen["pullStartedAt"].strftime("%FT%T"))
        self.assertEqual(("RUNNING", "HEALTHY"), (seen["lastStatus"], seen["healthStatus"]))
        self.assertIn("startedAt", seen)
        details = {each["name"]: each["value"] for each in seen["attachments"][0]["details"]}
        self.assertEqual("10.9.0.77", details["privateIPv4Address"])
        self.assertEqual(self.subnet, details["subnetId"])
        self.assertTrue(details["networkInterfaceId"].startswith("eni-"))
        ended = {"name": "foundry", "lastStatus": "STOPPED", "exitCode": 137, "reason": "OOM"}
        self.admin(
            "PUT",
            path,
            {
                "lastStatus": "STOPPED",
                "stoppedAt": 1793527200,
                "stopCode": "EssentialContainerExited",
                "stoppedReason": "Essential container in task exited",
                "containers": [ended],
            },
        )
        seen = self.describe(arn)
        self.assertEqual(("STOPPED", "STOPPED"), (seen["lastStatus"], seen["desiredStatus"]))
        self.assertEqual("EssentialContainerExited", seen["stopCode"])
        self.assertEqual(1793527200, seen["stoppedAt"].timestamp())
        container = next(each for each in seen["containers"] if each["name"] == "foundry")
        self.assertEqual((137, "OOM"), (container["exitCode"], container["reason"]))
        self.assertEqual(arn, self.admin("GET", "/ecs/tasks")["tasks"][0]["taskArn"])

    def test_mistakes_of_the_stand_in_are_refused(self):
        arn = self.run_task()["taskArn"]
        for path, content, status in (
            (self.task_path("arn:none"), {}, 404),
            (self.task_path(arn), {"lastState": "RUNNING"}, 400),
            (self.task_path(arn), {"containers": [{"name": "other"}]}, 400),
        ):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                self.admin("PUT", path, content)
            self.assertEqual(status, caught.exception.code)
            caught.exception.close()

    def test_stop_only_asks(self):
        arn = self.run_task()["taskArn"]
        self.ecs.stop_task(cluster="c", task=arn, reason="idle")
        seen = self.describe(arn)
        self.assertEqual(("PROVISIONING", "STOPPED"), (seen["lastStatus"], seen["desiredStatus"]))
        self.assertEqual(("UserInitiated", "idle"), (seen["stopCode"], seen["stoppedReason"]))
        self.assertIn("stoppingAt", seen)
        self.assertNotIn("stoppedAt", seen)
        self.refused("InvalidParameterException", self.ecs.stop_task, cluster="c", task="f" * 32)

    def test_a_client_token_runs_one_task(self):
        first = self.run_task(clientToken="t1")["taskArn"]
        self.assertEqual(first, self.run_task(clientToken="t1")["taskArn"])
        self.assertNotEqual(first, self.run_task(clientToken="t2")["taskArn"])
        with self.assertRaises(self.ecs.exceptions.ConflictException) as caught:
            self.run_task(clientToken="t1", startedBy="other")
        self.assertEqual([first], caught.exception.response["resourceIds"])

    def test_lists_by_family_starter_and_desired_status(self):
        self.register(family="other")
        one = self.run_task(startedBy="u1")["taskArn"]
        two = self.run_task(taskDefinition="other", startedBy="u2")["taskArn"]
        self.assertEqual({one, two}, set(self.listed()))
        self.assertEqual([two], self.listed(family="other"))
        self.assertEqual([one], self.listed(startedBy="u1"))
        self.ecs.deregister_task_definition(taskDefinition="foundry:1")
        self.assertEqual([one], self.listed(family="foundry"))
        self.ecs.stop_task(cluster="c", task=one)
        self.assertEqual([two], self.listed())
        self.assertEqual([one], self.listed(desiredStatus="STOPPED"))
        self.assertEqual(1, len(self.listed(maxResults=1)))
        self.refused("InvalidParameterException", self.listed, family="other", startedBy="u2")

    def test_a_missing_task_is_a_failure(self):
        answer = self.ecs.describe_tasks(cluster="c", tasks=["0" * 32])
        self.assertEqual([], answer["tasks"])
        self.assertEqual("MISSING", answer["failures"][0]["reason"])

    def test_refuses_what_fargate_cannot_run(self):
        parameter, client = "InvalidParameterException", "ClientException"
        self.refused(parameter, self.run_task, networkConfiguration={})
        self.refused(parameter, self.run_task, launchType="FARGATE")
        self.refused(client, self.run_task, taskDefinition="unknown")
        self.refused(client, self.run_task, taskDefinition="foundry:9")
        override = {"containerOverrides": [{"name": "unknown"}]}
        self.refused(parameter, self.run_task, overrides=override)
        missing = {"awsvpcConfiguration": {"subnets": ["subnet-0123456789abcdef0"]}}
        self.refused(parameter, self.run_task, networkConfiguration=missing)
        self.refused("ClusterNotFoundException", self.run_task, cluster="none")
        self.ecs.deregister_task_definition(taskDefinition="foundry:1")
        self.refused(client, self.run_task, taskDefinition="foundry:1")
        self.refused(client, self.run_task)

    def test_the_network_interface_goes_with_its_task(self):
        arn = self.run_task()["taskArn"]
        interfaces = self.client("ec2").describe_network_interfaces
        self.assertEqual(1, len(interfaces()["NetworkInterfaces"]))
        self.admin("PUT", self.task_path(arn), {"lastStatus": "STOPPED"})
        self.assertEqual([], interfaces()["NetworkInterfaces"])


class DefinitionTest(EcsTestCase):
    def test_revisions_are_tagged_listed_and_retired(self):
        registered = self.register()
        self.assertEqual("u1", registered["tags"][0]["value"])
        self.register()
        described = self.ecs.describe_task_definition(taskDefinition="foundry", include=["TAGS"])
        self.assertEqual(2, described["taskDefinition"]["revision"])
        self.assertEqual("u1", described["tags"][0]["value"])
        first = registered["taskDefinition"]["taskDefinitionArn"]
        failed = self.ecs.delete_task_definitions(taskDefinitions=[first])["failures"]
        self.assertEqual(first, failed[0]["arn"])
        retired = self.ecs.deregister_task_definition(taskDefinition=first)["taskDefinition"]
        self.assertEqual("INACTIVE", retired["status"])

        def of(status: str) -> list[str]:
            found = self.ecs.list_task_definitions(familyPrefix="foundry", status=status)
            return [arn.rpartition(":")[2] for arn in found["taskDefinitionArns"]]

        self.assertEqual((["2"], ["1"]), (of("ACTIVE"), of("INACTIVE")))
        deleted = self.ecs.delete_task_definitions(taskDefinitions=[first])
        self.assertEqual([], deleted["failures"])
        self.assertEqual([], of("INACTIVE"))

    def test_a_revision_number_is_never_used_again(self):
        first = self.register()["taskDefinition"]["taskDefinitionArn"]
        self.ecs.deregister_task_definition(taskDefinition=first)
        self.ecs.delete_task_definitions(taskDefinitions=[first])
        self.assertEqual(2, self.register()["taskDefinition"]["revision"])

    def test_refuses_what_fargate_does_not_offer(self):
        container = {"name": "foundry", "image": "i"}
        secret = container | {"secrets": [{"name": "S", "valueFrom": "arn:x"}]}
        mount = container | {"mountPoints": [{"sourceVolume": "none", "containerPath": "/d"}]}
        efs = {
            "fileSystemId": "fs-1",
            "authorizationConfig": {"accessPointId": "fsap-1", "iam": "ENABLED"},
        }
        for changes in (
            {"memory": "1024"},
            {"cpu": "1000"},
            {"networkMode": "bridge"},
            {"containerDefinitions": [secret]},
            {"containerDefinitions": [mount]},
            {"containerDefinitions": [container | {"stopTimeout": 121}]},
            {"volumes": [{"name": "data", "efsVolumeConfiguration": efs}]},
        ):
            with self.subTest(changes):
                self.refused("ClientException", self.register, **changes)
        self.register(containerDefinitions=[secret], executionRoleArn=ROLE)


class TasksRunByThemselvesTest(EcsTestCase):
    options = ("--tasks-run-by-themselves",)

    def test_a_task_starts_and_stops_without_a_stand_in(self):
        self.register()
        task = self.run_task()
        self.assertEqual("PROVISIONING", task["lastStatus"])
        self.await_status(task["taskArn"], "RUNNING")
        self.ecs.stop_task(cluster="c", task=task["taskArn"])
        self.assertEqual("RUNNING", self.describe(task["taskArn"])["lastStatus"])
        self.await_status(task["taskArn"], "STOPPED")

    def await_status(self, arn: str, status: str) -> None:
        deadline = time.monotonic() + 3
        while self.describe(arn)["lastStatus"] != status:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
