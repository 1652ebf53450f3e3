"""The services that store: tables, objects, secrets, users, and messages."""

import json
import threading
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from child import EmulatorTestCase

REGION = {"LocationConstraint": "eu-central-1"}


class TableTest(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.dynamodb = self.client("dynamodb")
        self.dynamodb.create_table(
            TableName="t",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[
                {"AttributeName": "id", "AttributeType": "S"},
                {"AttributeName": "shard", "AttributeType": "N"},
                {"AttributeName": "dueAt", "AttributeType": "N"},
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "DueIndex",
                    "KeySchema": [
                        {"AttributeName": "shard", "KeyType": "HASH"},
                        {"AttributeName": "dueAt", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )

    def put(self, key: str, **more: Any) -> dict[str, Any]:
        return {"Put": {"TableName": "t", "Item": {"id": {"S": key}} | more}}

    def count(self) -> int:
        return self.dynamodb.scan(TableName="t")["Count"]

    def test_a_client_token_makes_a_transaction_happen_once(self):
        add = {
            "TableName": "t",
            "Key": {"id": {"S": "total"}},
            "UpdateExpression": "ADD amount :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
        transact = self.dynamodb.transact_write_items
        for _ in range(2):
            transact(TransactItems=[{"Update": add}], ClientRequestToken="t1")
        item = self.dynamodb.get_item(TableName="t", Key={"id": {"S": "total"}})["Item"]
        self.assertEqual({"N": "1"}, item["amount"])
        self.refused(
            "IdempotentParameterMismatchException",
            transact,
            TransactItems=[self.put("x")],
            ClientRequestToken="t1",
        )
        self.assertEqual(1, self.count())

    def test_batches_have_limits(self):
        writes = [{"PutRequest": {"Item": {"id": {"S": str(n)}}}} for n in range(26)]
        self.refused(
            "ValidationException", self.dynamodb.batch_write_item, RequestItems={"t": writes}
        )
        self.dynamodb.batch_write_item(RequestItems={"t": writes[:25]})
        items = [self.put(f"t{n}") for n in range(101)]
        transact = self.dynamodb.transact_write_items
        self.refused("ValidationException", transact, TransactItems=items)
        transact(TransactItems=items[:100])
        self.assertEqual(125, self.count())

    def test_one_of_many_racing_transactions_wins(self):
        unless_there = {"ConditionExpression": "attribute_not_exists(id)"}

        def claim(run: int, racer: int) -> bool:
            mine = self.put(f"{run}-{racer}")
            name = self.put(f"name-{run}")
            name["Put"] |= unless_there
            try:
                self.dynamodb.transact_write_items(TransactItems=[mine, name])
                return True
            except self.dynamodb.exceptions.TransactionCanceledException:
                return False

        with ThreadPoolExecutor(8) as pool:
            for run in range(5):
                won = list(pool.map(lambda racer: claim(run, racer), range(8)))
                self.assertEqual(1, sum(won))
        self.assertEqual(10, self.count())

    def test_what_moto_already_does_right(self):
        put = self.dynamodb.put_item
        answer = put(TableName="t", Item={"id": {"S": "a"}}, ReturnConsumedCapacity="TOTAL")
        self.assertEqual("t", answer["ConsumedCapacity"]["TableName"])
        condition = "attribute_not_exists(id)"
        self.refused(
            "ConditionalCheckFailedException",
            put,
            TableName="t",
            Item={"id": {"S": "a"}},
            ConditionExpression=condition,
        )
        for key, due in (("b", 30), ("c", 200), ("d", 7)):
            item = {"id": {"S": key}, "shard": {"N": "0"}, "dueAt": {"N": str(due)}}
            put(TableName="t", Item=item)
        found = self.dynamodb.query(
            TableName="t",
            IndexName="DueIndex",
            KeyConditionExpression="shard = :s AND dueAt <= :now",
            ExpressionAttributeValues={":s": {"N": "0"}, ":now": {"N": "100"}},
        )
        self.assertEqual(["d", "b"], [item["id"]["S"] for item in found["Items"]])
        wanted = {"AttributeName": "ttl", "Enabled": True}
        self.dynamodb.update_time_to_live(TableName="t", TimeToLiveSpecification=wanted)
        ttl = self.dynamodb.describe_time_to_live(TableName="t")["TimeToLiveDescription"]
        self.assertEqual("ttl", ttl["AttributeName"])


class BucketTest(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.s3 = self.client("s3")
        self.s3.create_bucket(Bucket="assets", CreateBucketConfiguration=REGION)

    def policy(self, **changes: Any) -> str:
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::assets/*",
        }
        return json.dumps({"Version": "2012-10-17", "Statement": [statement | changes]})

    def put_policy(self, policy: str) -> None:
        self.s3.put_bucket_policy(Bucket="assets", Policy=policy)

    def test_versions_are_paged_while_they_are_deleted(self):
        enabled = {"Status": "Enabled"}
        self.s3.put_bucket_versioning(Bucket="assets", VersioningConfiguration=enabled)
        for key in "abc":
            for _ in range(2):
                self.s3.put_object(Bucket="assets", Key=key, Body=b"x")
        self.s3.delete_object(Bucket="assets", Key="a")
        deleted, marker = 0, {}
        while True:
            page = self.s3.list_object_versions(Bucket="assets", MaxKeys=2, **marker)
            for each in page.get("Versions", []) + page.get("DeleteMarkers", []):
                self.s3.delete_object(
                    Bucket="assets", Key=each["Key"], VersionId=each["VersionId"]
                )
                deleted += 1
            if not page["IsTruncated"]:
                break
            marker = {
                "KeyMarker": page["NextKeyMarker"],
                "VersionIdMarker": page["NextVersionIdMarker"],
            }
        self.assertEqual(7, deleted)
        self.s3.delete_bucket(Bucket="assets")

    def test_an_upload_that_was_never_begun_is_not_completed(self):
        self.refused(
            "NoSuchUpload",
            self.s3.complete_multipart_upload,
            Bucket="assets",
            Key="a",
            UploadId="never",
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": '"e"'}]},
        )

    def test_a_bucket_with_only_a_delete_marker_stays(self):
        enabled = {"Status": "Enabled"}
        self.s3.put_bucket_versioning(Bucket="assets", VersioningConfiguration=enabled)
        version = self.s3.put_object(Bucket="assets", Key="a", Body=b"x")["VersionId"]
        self.s3.delete_object(Bucket="assets", Key="a")
        self.s3.delete_object(Bucket="assets", Key="a", VersionId=version)
        self.refused("BucketNotEmpty", self.s3.delete_bucket, Bucket="assets")

    def test_policies_are_checked(self):
        for policy in (
            "{not json",
            json.dumps({"Version": "2012-10-17"}),
            self.policy(Resource="arn:aws:s3:::other/*"),
        ):
            self.refused("MalformedPolicy", self.put_policy, policy=policy)

    def test_a_public_policy_needs_the_block_lifted(self):
        self.refused("AccessDenied", self.put_policy, policy=self.policy())
        self.put_policy(self.policy(Principal={"AWS": "arn:aws:iam::123456789012:root"}))
        self.s3.put_public_access_block(
            Bucket="assets",
            PublicAccessBlockConfiguration={"BlockPublicAcls": True, "BlockPublicPolicy": False},
        )
        self.put_policy(self.policy())

    def test_names_are_checked(self):
        for name in ("Upper-Case", "a..b", "192.168.0.1", "under_score", "xn--name"):
            with self.subTest(name):
                create = self.s3.create_bucket
                with self.assertRaises(Exception) as caught:
                    create(Bucket=name, CreateBucketConfiguration=REGION)
                self.assertRegex(str(caught.exception), "InvalidBucketName|Invalid bucket name")


class SecretTest(EmulatorTestCase):
    def test_a_secret_scheduled_for_deletion(self):
        secrets = self.client("secretsmanager")
        create, leaving = secrets.create_secret, {"SecretId": "s"}
        create(Name="s", SecretString="1")
        self.refused("ResourceExistsException", create, Name="s", SecretString="2")
        secrets.delete_secret(**leaving, RecoveryWindowInDays=7)
        answer = self.refused("InvalidRequestException", create, Name="s", SecretString="2")
        self.assertIn("already scheduled for deletion", answer["Error"]["Message"])
        invalid = "InvalidRequestException"
        self.refused(invalid, secrets.get_secret_value, **leaving)
        self.refused(invalid, secrets.put_secret_value, **leaving, SecretString="2")
        secrets.restore_secret(**leaving)
        self.assertEqual("1", secrets.get_secret_value(**leaving)["SecretString"])

    def test_a_client_token_makes_one_version(self):
        secrets, token = self.client("secretsmanager"), str(uuid.uuid4())
        wanted = {"Name": "s", "SecretString": "1", "ClientRequestToken": token}
        made = [secrets.create_secret(**wanted)["ARN"] for _ in range(2)]
        self.assertEqual(made[0], made[1])
        changed = wanted | {"SecretString": "2"}
        self.refused("ResourceExistsException", secrets.create_secret, **changed)
        put = {"SecretId": "s", "SecretString": "3", "ClientRequestToken": str(uuid.uuid4())}
        secrets.put_secret_value(**put), secrets.put_secret_value(**put)
        self.refused(
            "ResourceExistsException", secrets.put_secret_value, **put | {"SecretString": "4"}
        )
        self.refused(
            "ValidationException", secrets.create_secret, Name="n" * 513, SecretString="1"
        )


class UserTest(EmulatorTestCase):
    def test_a_boundary_is_kept(self):
        iam = self.client("iam")
        arn = "arn:aws:iam::123456789012:policy/foundry-hosting/tenant"
        iam.create_user(UserName="u", Path="/foundry-hosting/", PermissionsBoundary=arn)
        kept = iam.get_user(UserName="u")["User"]["PermissionsBoundary"]
        self.assertEqual(arn, kept["PermissionsBoundaryArn"])
        iam.delete_user_permissions_boundary(UserName="u")
        self.assertNotIn("PermissionsBoundary", iam.get_user(UserName="u")["User"])
        iam.put_user_permissions_boundary(UserName="u", PermissionsBoundary=arn)
        self.assertIn("PermissionsBoundary", iam.get_user(UserName="u")["User"])
        self.refused("ValidationError", iam.create_user, UserName="n" * 65)

    def test_a_user_is_deleted_last(self):
        iam = self.client("iam")
        iam.create_user(UserName="u")
        keys = [iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"] for _ in "12"]
        self.refused("LimitExceeded", iam.create_access_key, UserName="u")
        allow = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        iam.put_user_policy(UserName="u", PolicyName="p", PolicyDocument=document)
        self.refused("DeleteConflict", iam.delete_user, UserName="u")
        iam.delete_user_policy(UserName="u", PolicyName="p")
        self.refused("DeleteConflict", iam.delete_user, UserName="u")
        for key in keys:
            iam.delete_access_key(UserName="u", AccessKeyId=key)
        iam.delete_user(UserName="u")


class MessageTest(EmulatorTestCase):
    def test_events_are_taken_while_a_rule_targets_a_function(self):
        events = self.client("events")
        events.put_rule(Name="r", EventPattern=json.dumps({"source": ["mine"]}))
        arn = "arn:aws:lambda:eu-central-1:123456789012:function:f"
        events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
        entry = {"Source": "mine", "DetailType": "t", "Detail": "{}"}
        self.assertEqual(0, events.put_events(Entries=[entry])["FailedEntryCount"])
        self.assertEqual(1, len(events.list_targets_by_rule(Rule="r")["Targets"]))

    def test_a_message_is_delayed(self):
        sqs = self.client("sqs")
        queue = {"QueueUrl": sqs.create_queue(QueueName="q")["QueueUrl"]}
        sqs.send_message(**queue, MessageBody="later", DelaySeconds=1)
        self.assertEqual([], sqs.receive_message(**queue).get("Messages", []))
        received = sqs.receive_message(**queue, WaitTimeSeconds=3)["Messages"]
        self.assertEqual("later", received[0]["Body"])

    def test_a_long_poll_does_not_block_other_calls(self):
        sqs = self.client("sqs")
        queue = {"QueueUrl": sqs.create_queue(QueueName="q")["QueueUrl"]}
        received: list[Any] = []
        poll = threading.Thread(
            target=lambda: received.append(sqs.receive_message(**queue, WaitTimeSeconds=5))
        )
        started = time.monotonic()
        poll.start()
        time.sleep(0.2)
        sqs.send_message(**queue, MessageBody="now")
        poll.join()
        self.assertEqual("now", received[0]["Messages"][0]["Body"])
        self.assertLess(time.monotonic() - started, 2)


if __name__ == "__main__":
    unittest.main()
