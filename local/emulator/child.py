"""Starts the emulator as a child process for the tests, and speaks to its admin endpoints."""

import atexit
import json
import os
import subprocess
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

os.environ |= {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    # The emulator is on this machine, where no company's proxy reaches it.
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}
SCRIPT = Path(__file__).with_name("emulator.py")
READY = "EMULATOR READY "


class Emulator:
    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), "--port", "0", "--exit-with-stdin", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line.startswith(READY), line
        self.url = line.removeprefix(READY).strip()

    def stop(self) -> int:
        self.process.stdin.close()
        try:
            return self.process.wait(timeout=5)
        finally:
            self.process.kill()
            self.process.stdout.close()

    @lru_cache(maxsize=None)
    def client(self, service: str, attempts: int = 1, read_timeout: float = 10) -> Any:
        config = Config(retries={"total_max_attempts": attempts}, read_timeout=read_timeout)
        return boto3.client(service, endpoint_url=self.url, config=config)

    def admin(self, method: str, path: str, content: Any = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{self.url}/_emulator{path}", body, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


@lru_cache(maxsize=None)
def shared(*options: str) -> Emulator:
    """One child for all tests with these options, ended with the test run."""
    emulator = Emulator(*options)
    atexit.register(emulator.stop)
    return emulator


class EmulatorTestCase(unittest.TestCase):
    options: tuple[str, ...] = ()

    def setUp(self) -> None:
        self.emulator = shared(*self.options)
        self.emulator.admin("POST", "/reset", {})

    def client(self, service: str) -> Any:
        return self.emulator.client(service)

    def admin(self, method: str, path: str, content: Any = None) -> Any:
        return self.emulator.admin(method, path, content)

    def refused(self, code: str, call: Any, **arguments: Any) -> dict[str, Any]:
        """The answer to a call that must fail with the given error code."""
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(code, caught.exception.response["Error"]["Code"])
        return caught.exception.response

    def network(self) -> tuple[str, str, str]:
        """A new VPC, two subnets of it."""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"10.9.{n}.0/24", AvailabilityZone=f"eu-central-1{zone}"
            )["Subnet"]["SubnetId"]
            for n, zone in enumerate("ab")
        ]
        return vpc, *subnets

    def task_path(self, arn: str) -> str:
        return "/ecs/tasks?arn=" + urllib.parse.quote(arn, safe="")
