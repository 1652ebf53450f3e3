/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.WrongCodes;
import dev.foundryhosting.instance.port.JoinAttempts;
import dev.foundryhosting.platform.Environment;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * {@link JoinAttempts} in the instances' table, one item a name and one a network. They have none
 * of the attributes by which instances are found or listed.
 */
@Singleton
public final class DynamoJoinAttempts implements JoinAttempts {
  /** '#' occurs in no user id. */
  private static final String NAME_PREFIX = "wrong-codes#table#";

  private static final String NETWORK_PREFIX = "wrong-codes#network#";

  /** DynamoDB removes an item some time after it expired; a clock may be behind. */
  private static final Duration KEPT_LONGER = Duration.ofMinutes(5);

  private final DynamoDbClient dynamo;
  private final InstanceTable table;

  public DynamoJoinAttempts(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = new InstanceTable(dynamo, environment);
  }

  @Override
  public Recent recent(Subdomain name, Optional<ClientAddress> address) {
    BatchRead.Place atTable = table.place(key(name));
    Optional<BatchRead.Place> fromAddress = address.map(each -> table.place(key(each)));
    BatchRead read =
        BatchRead.of(
            dynamo,
            "read the wrong codes",
            Stream.concat(Stream.of(atTable), fromAddress.stream())
                .toArray(BatchRead.Place[]::new));
    return new Recent(
        name, address, read(read.item(atTable)), read(fromAddress.flatMap(read::item)));
  }

  @Override
  public boolean count(Recent counted) {
    List<TransactWriteItem> parts =
        Stream.concat(
                Stream.of(put(key(counted.name()), counted.atTable())),
                counted.address().map(from -> put(key(from), counted.fromAddress())).stream())
            .toList();
    return table.transact("count a wrong code", parts).done();
  }

  private TransactWriteItem put(ItemWriter item, WrongCodes codes) {
    item.list("times", codes.times(), (at, time) -> time.time("at", at))
        .number("revision", codes.revision())
        .number("ttl", codes.forgottenAt().plus(KEPT_LONGER).getEpochSecond());
    return table.putRecord(
        item,
        new Expression(
            "#revision = :before OR (:before = :none AND attribute_not_exists(#revision))",
            new ItemWriter().number(":before", codes.revision() - 1).number(":none", 0)));
  }

  private static WrongCodes read(Optional<ItemReader> found) {
    return found
        .map(
            item ->
                new WrongCodes(
                    item.list("times", time -> time.time("at")), item.number("revision")))
        .orElseGet(WrongCodes::none);
  }

  private static ItemWriter key(Subdomain name) {
    return InstanceTable.key(NAME_PREFIX + name);
  }

  private static ItemWriter key(ClientAddress address) {
    return InstanceTable.key(NETWORK_PREFIX + address.network());
  }
}
