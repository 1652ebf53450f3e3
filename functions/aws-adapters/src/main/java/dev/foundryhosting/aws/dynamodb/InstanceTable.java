/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The instances' table with its conditional writes; it also holds the claims on subdomains. */
final class InstanceTable extends DynamoTable {
  /** '#' occurs in no user id. */
  private static final String CLAIM_PREFIX = "subdomain#";

  InstanceTable(DynamoDbClient dynamo, Environment environment) {
    super(dynamo, environment, TableSchema.INSTANCES);
  }

  static ItemWriter key(UserId user) {
    return key(user.value());
  }

  static ItemWriter claimKey(Subdomain subdomain) {
    return key(CLAIM_PREFIX + subdomain);
  }

  static ItemWriter key(String text) {
    return new ItemWriter().text(InstanceItem.USER_ID, text);
  }

  /** Writes a record where there is none, or a tombstone. */
  TransactWriteItem first(Instance written) {
    return putRecord(
        InstanceItem.write(written),
        new Expression("attribute_not_exists(#userId) OR attribute_exists(#gone)"));
  }

  /** Writes a record over the one that was read. */
  TransactWriteItem next(Instance read, Instance written) {
    return putRecord(InstanceItem.write(written), asRead(read));
  }

  /** Writes a tombstone over the tombstone that was read. */
  TransactWriteItem nextTombstone(Instance read, Instance written) {
    Expression asRead = asRead(read);
    return putRecord(
        InstanceItem.write(written),
        new Expression(asRead.text() + " AND attribute_exists(#gone)", asRead.values()));
  }

  TransactWriteItem erase(Instance read) {
    return delete(key(read.userId()), asRead(read));
  }

  /** Claims a subdomain that is free or the user's already. */
  TransactWriteItem claimName(Subdomain subdomain, UserId user) {
    return put(claimKey(subdomain).text("ownerId", user.value()), freeOrOwnedBy(user));
  }

  /** Whose a claimed subdomain is. */
  static UserId owner(ItemReader claim) {
    return new UserId(claim.text("ownerId"));
  }

  /** Frees a subdomain, unless another user owns it. */
  TransactWriteItem freeName(Subdomain subdomain, UserId user) {
    return delete(claimKey(subdomain), freeOrOwnedBy(user));
  }

  private static Expression asRead(Instance read) {
    return unchanged(read.revision(), read.profile().createdAt());
  }

  private static Expression freeOrOwnedBy(UserId user) {
    return new Expression(
        "attribute_not_exists(#userId) OR #ownerId = :ownerId",
        new ItemWriter().text(":ownerId", user.value()));
  }
}
