package dev.foundryhosting.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The policies of a user's bucket and of the IAM user that writes to it, as JSON. */
public final class PolicyDocument {
  private static final String LANGUAGE_VERSION = "2012-10-17";

  private final ArrayNode statements = JsonNodeFactory.instance.arrayNode();

  private PolicyDocument() {}

  /**
   * The policy of the bucket: everybody reads objects over TLS (players' browsers load them),
   * nobody lists them by it. A Deny of plain connections would add nothing: whoever else may use
   * the bucket signs requests, and the SDKs send them over TLS.
   */
  public static String ofBucket(String bucket) {
    PolicyDocument policy = new PolicyDocument();
    ObjectNode read =
        policy.statement("PlayersReadObjects", List.of("s3:GetObject"), objects(bucket));
    read.put("Principal", "*");
    read.putObject("Condition").putObject("Bool").put("aws:SecureTransport", "true");
    return policy.json();
  }

  /**
   * The policy of the IAM user: what Foundry calls, on its own bucket. {@code PutObjectAcl} is
   * among it because Foundry uploads with the header {@code x-amz-acl: public-read} (its issue
   * 8288), for which S3 asks that permission; {@code ListAllMyBuckets} is not, since it would show
   * every tenant the names of all others.
   */
  public static String ofAssetUser(String bucket) {
    PolicyDocument policy = new PolicyDocument();
    policy.statement(
        "ListOwnBucket", List.of("s3:ListBucket", "s3:GetBucketLocation"), List.of(arn(bucket)));
    policy.statement(
        "UseOwnObjects",
        List.of("s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:DeleteObject"),
        objects(bucket));
    return policy.json();
  }

  private ObjectNode statement(String id, List<String> actions, List<String> resources) {
    ObjectNode statement = statements.addObject();
    statement.put("Sid", id);
    statement.put("Effect", "Allow");
    ArrayNode actionList = statement.putArray("Action");
    actions.forEach(actionList::add);
    ArrayNode resourceList = statement.putArray("Resource");
    resources.forEach(resourceList::add);
    return statement;
  }

  private String json() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("Version", LANGUAGE_VERSION);
    document.set("Statement", statements);
    return document.toString();
  }

  private static String arn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  private static List<String> objects(String bucket) {
    return List.of(arn(bucket) + "/*");
  }
}
