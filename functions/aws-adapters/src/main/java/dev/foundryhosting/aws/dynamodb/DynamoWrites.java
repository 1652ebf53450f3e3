/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.RetryPolicy;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes that may meet another transaction on the same item. DynamoDB refuses such a write at once,
 * and the SDK does not repeat it.
 */
final class DynamoWrites {
  /** Reasons that pass by themselves. */
  private static final Set<String> PASSING =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private static final Set<String> DECIDED = Set.of("None", WriteResult.CONDITION_FAILED);

  private DynamoWrites() {}

  static WriteResult transaction(
      DynamoDbClient dynamo, String doing, List<TransactWriteItem> parts) {
    // With its token a repeated transaction whose answer was lost is confirmed and not made again.
    // A cancelled transaction has used its token up.
    AtomicReference<String> token = new AtomicReference<>(drawToken());
    return repeated(
        doing,
        () -> {
          try {
            dynamo.transactWriteItems(t -> t.transactItems(parts).clientRequestToken(token.get()));
            return WriteResult.made();
          } catch (TransactionCanceledException e) {
            token.set(drawToken());
            return new WriteResult(parts, decision(e));
          }
        });
  }

  private static String drawToken() {
    return UUID.randomUUID().toString();
  }

  /** Writes one item without a transaction, which would cost twice as much. */
  static WriteResult single(DynamoDbClient dynamo, String doing, TransactWriteItem part) {
    return repeated(
        doing,
        () -> {
          try {
            write(dynamo, part);
            return WriteResult.made();
          } catch (ConditionalCheckFailedException e) {
            CancellationReason reason =
                CancellationReason.builder()
                    .code(WriteResult.CONDITION_FAILED)
                    .item(e.item())
                    .build();
            return new WriteResult(List.of(part), List.of(reason));
          }
        });
  }

  private static void write(DynamoDbClient dynamo, TransactWriteItem part) {
    if (part.put() != null) {
      put(dynamo, part.put());
    } else if (part.update() != null) {
      update(dynamo, part.update());
    } else {
      delete(dynamo, part.delete());
    }
  }

  private static void put(DynamoDbClient dynamo, Put put) {
    dynamo.putItem(
        p ->
            p.tableName(put.tableName())
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.expressionAttributeNames())
                .expressionAttributeValues(put.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
  }

  private static void update(DynamoDbClient dynamo, Update update) {
    dynamo.updateItem(
        u ->
            u.tableName(update.tableName())
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues()));
  }

  private static void delete(DynamoDbClient dynamo, Delete delete) {
    dynamo.deleteItem(
        d ->
            d.tableName(delete.tableName())
                .key(delete.key())
                .conditionExpression(delete.conditionExpression())
                .expressionAttributeNames(delete.expressionAttributeNames())
                .expressionAttributeValues(delete.expressionAttributeValues()));
  }

  /** Makes a write again while it meets other transactions. */
  static <T> T repeated(String doing, Supplier<T> write) {
    return AwsCall.of(
        doing,
        () -> {
          try {
            return RetryPolicy.CONTENTION.call(DynamoWrites::passes, write);
          } catch (TransactionInProgressException e) {
            throw PlatformException.dependency(
                "Could not " + doing + ": AWS is still at it, so it may yet be done.", true, e);
          } catch (TransactionCanceledException | TransactionConflictException e) {
            throw passes(e)
                ? PlatformException.notNow(
                    ErrorCode.CONFLICT,
                    "Could not " + doing + ": others change it right now. Try again.")
                : e;
          }
        });
  }

  private static boolean passes(RuntimeException e) {
    return e instanceof TransactionConflictException
        || e instanceof TransactionInProgressException
        || (e instanceof TransactionCanceledException cancelled
            && cancelled.cancellationReasons().stream()
                .anyMatch(reason -> PASSING.contains(reason.code())));
  }

  /** Which conditions failed; a transaction that was cancelled for another reason failed. */
  private static List<CancellationReason> decision(TransactionCanceledException e) {
    List<CancellationReason> reasons = e.cancellationReasons();
    boolean decided =
        reasons.stream().allMatch(reason -> DECIDED.contains(reason.code()))
            && reasons.stream().anyMatch(r -> WriteResult.CONDITION_FAILED.equals(r.code()));
    if (!decided) {
      throw e;
    }
    return reasons;
  }
}
