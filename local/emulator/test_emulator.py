"""The emulator itself: its life, its admin endpoints, its faults."""

import http.client
import signal
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError

from child import SCRIPT, Emulator, EmulatorTestCase


class LifeTest(unittest.TestCase):
    def test_ends_with_its_standard_input(self):
        emulator = Emulator()
        self.assertEqual("ok", emulator.admin("GET", "/health")["status"])
        self.assertEqual(0, emulator.stop())

    def test_ends_on_a_termination_signal(self):
        emulator = Emulator()
        emulator.process.send_signal(signal.SIGTERM)
        self.assertEqual(0, emulator.process.wait(timeout=5))
        emulator.stop()

    def test_says_what_to_do_without_a_usable_moto(self):
        without_moto = (
            "import sys, runpy, importlib.metadata as m; m.version = lambda _: '4.0.0';"
            f"sys.argv = ['emulator.py']; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
        )
        ended = subprocess.run([sys.executable, "-c", without_moto], capture_output=True, text=True)
        self.assertEqual(3, ended.returncode)
        self.assertIn("pip install", ended.stderr)


class AdminTest(EmulatorTestCase):
    def test_health_names_the_moto_version(self):
        self.assertRegex(self.admin("GET", "/health")["moto"], r"^5\.2\.")

    def test_an_unknown_endpoint_is_not_found(self):
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.admin("GET", "/nothing")
        self.assertEqual(404, caught.exception.code)
        caught.exception.close()

    def test_records_calls_by_service_and_operation(self):
        self.client("dynamodb").list_tables()
        self.client("sts").get_caller_identity()
        s3 = self.client("s3")
        s3.create_bucket(
            Bucket="recorded", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        s3.put_object(Bucket="recorded", Key="a/b", Body=b"x")
        s3.list_objects_v2(Bucket="recorded")
        s3.get_bucket_versioning(Bucket="recorded")
        self.client("efs").describe_file_systems()
        self.client("elbv2").describe_target_groups()
        self.client("route53").list_hosted_zones()
        self.client("lambda").list_functions()
        requests = self.admin("GET", "/requests")
        self.assertEqual(
            [
                ("dynamodb", "ListTables"),
                ("sts", "GetCallerIdentity"),
                ("s3", "CreateBucket"),
                ("s3", "PutObject"),
                ("s3", "ListObjectsV2"),
                ("s3", "GetBucketVersioning"),
                ("efs", "DescribeFileSystems"),
                ("elbv2", "DescribeTargetGroups"),
                ("route53", "ListHostedZones"),
                ("lambda", "ListFunctions"),
            ],
            [(call["service"], call["operation"]) for call in requests["calls"]],
        )
        self.assertEqual(10, requests["total"])
        self.assertEqual({200}, {call["status"] for call in requests["calls"]})
        self.admin("DELETE", "/requests")
        self.assertEqual(0, self.admin("GET", "/requests")["total"])

    def test_reset_forgets_everything(self):
        self.client("secretsmanager").create_secret(Name="gone", SecretString="x")
        self.admin("PUT", "/faults", [{"service": "sts", "kind": "error", "times": -1}])
        self.admin("POST", "/reset")
        self.assertEqual([], self.client("secretsmanager").list_secrets()["SecretList"])
        self.client("sts").get_caller_identity()

    def test_answers_no_web_page(self):
        for path in ("/_emulator/health", "/moto-api/data.json", "/a-bucket"):
            with self.subTest(path):
                request = urllib.request.Request(
                    self.emulator.url + path, headers={"Origin": "http://anna.localhost:8081"}
                )
                with self.assertRaises(urllib.error.HTTPError) as caught:
                    urllib.request.urlopen(request, timeout=10)
                self.assertEqual(403, caught.exception.code)
                self.assertNotIn("Access-Control-Allow-Origin", caught.exception.headers)
                caught.exception.close()

    def test_keeps_connections_open(self):
        address = urlsplit(self.emulator.url)
        connection = http.client.HTTPConnection(address.hostname, address.port)
        for _ in range(2):
            connection.request("GET", "/_emulator/health")
            socket = connection.sock
            connection.getresponse().read()
            self.assertIs(socket, connection.sock)
            self.assertIsNotNone(connection.sock)
        connection.close()


class FaultTest(EmulatorTestCase):
    def order(self, **fault):
        self.admin("PUT", "/faults", [fault])

    def test_throttles_in_the_words_of_each_protocol(self):
        for service, code, status, call in (
            ("ecs", "ThrottlingException", 400, lambda: self.client("ecs").list_clusters()),
            ("iam", "Throttling", 400, lambda: self.client("iam").list_users()),
            ("elbv2", "Throttling", 400, lambda: self.client("elbv2").describe_target_groups()),
            ("s3", "SlowDown", 503, lambda: self.client("s3").list_buckets()),
            ("route53", "Throttling", 400, lambda: self.client("route53").list_hosted_zones()),
            ("efs", "ThrottlingException", 429, lambda: self.client("efs").describe_file_systems()),
            (
                "dynamodb",
                "ProvisionedThroughputExceededException",
                400,
                lambda: self.client("dynamodb").list_tables(),
            ),
        ):
            with self.subTest(service):
                self.order(service=service, kind="throttle", times=1)
                answer = self.refused(code, call)
                self.assertEqual(status, answer["ResponseMetadata"]["HTTPStatusCode"])
                call()  # used up

    def test_an_error_concerns_only_its_operation(self):
        self.order(service="dynamodb", operation="ListTables", kind="error", times=-1)
        dynamodb = self.client("dynamodb")
        for _ in range(2):
            answer = self.refused("InternalFailure", dynamodb.list_tables)
            self.assertEqual(500, answer["ResponseMetadata"]["HTTPStatusCode"])
        dynamodb.describe_limits()
        self.admin("DELETE", "/faults")
        dynamodb.list_tables()

    def test_delays_overlap(self):
        self.order(service="sts", kind="delay", delayMs=400, times=-1)
        self.client("sts")
        started = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: self.client("sts").get_caller_identity(), range(4)))
        self.assertTrue(0.4 <= time.monotonic() - started < 1.0)

    def test_a_timeout_holds_the_connection_and_drops_it(self):
        self.order(service="sts", kind="timeout", delayMs=200)
        started = time.monotonic()
        with self.assertRaises(BotoCoreError):
            self.client("sts").get_caller_identity()
        self.assertGreaterEqual(time.monotonic() - started, 0.2)
        self.client("sts").get_caller_identity()

    def test_a_lost_answer_has_taken_effect(self):
        secrets = self.client("secretsmanager")
        self.order(service="secretsmanager", operation="CreateSecret", kind="lost-answer")
        with self.assertRaises(BotoCoreError):
            secrets.create_secret(Name="there", SecretString="x")
        self.assertEqual("x", secrets.get_secret_value(SecretId="there")["SecretString"])

    def test_an_unknown_kind_is_refused(self):
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.order(service="ecs", kind="explode")
        self.assertEqual(400, caught.exception.code)
        caught.exception.close()


if __name__ == "__main__":
    unittest.main()
