package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Writes that may meet somebody else's transaction on the same item. DynamoDB refuses them at once
 * instead of letting them wait, and the SDK does not repeat them; so that is done here.
 */
final class DynamoWrites {
  private static final int ATTEMPTS = 6;
  private static final int FIRST_PAUSE_MILLIS = 25;

  /** Reasons that pass by themselves. */
  private static final Set<String> PASSING =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private static final Set<String> DECIDED = Set.of("None", "ConditionalCheckFailed");

  private DynamoWrites() {}

  /**
   * Writes all or nothing.
   *
   * @return why each part was refused, in their order ({@code None} for those that were not); empty
   *     when all was written
   */
  static List<CancellationReason> transaction(
      DynamoDbClient dynamo, String doing, List<TransactWriteItem> parts) {
    // The token makes repeating safe: a transaction that was carried out, and whose answer was
    // lost, is not made again but confirmed. One that was cancelled is over, and needs another.
    AtomicReference<String> token = new AtomicReference<>(drawToken());
    return repeated(
        doing,
        () -> {
          try {
            dynamo.transactWriteItems(t -> t.transactItems(parts).clientRequestToken(token.get()));
            return List.of();
          } catch (TransactionCanceledException e) {
            token.set(drawToken());
            return reasons(e);
          }
        });
  }

  private static String drawToken() {
    return UUID.randomUUID().toString();
  }

  /** Makes a write again while it meets others' transactions. */
  static <T> T repeated(String doing, Supplier<T> write) {
    PlatformException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return AwsCall.of(doing, () -> unlessInConflict(write));
      } catch (InConflict e) {
        last =
            PlatformException.notNow(
                ErrorCode.CONFLICT,
                "Could not " + doing + ": others change it right now. Try again.");
      } catch (InProgress e) {
        last =
            PlatformException.dependency(
                "Could not " + doing + ": AWS is still at it, so it may yet be done.", true, e);
      }
      pause(FIRST_PAUSE_MILLIS << attempt);
    }
    throw last;
  }

  /** Whether a part of a transaction failed its condition. */
  static boolean refused(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code());
  }

  private static <T> T unlessInConflict(Supplier<T> write) {
    try {
      return write.get();
    } catch (TransactionConflictException e) {
      throw new InConflict(e);
    } catch (TransactionInProgressException e) {
      throw new InProgress(e);
    }
  }

  private static List<CancellationReason> reasons(TransactionCanceledException e) {
    if (e.cancellationReasons().stream().anyMatch(reason -> PASSING.contains(reason.code()))) {
      throw new InConflict(e);
    }
    boolean decided =
        e.hasCancellationReasons()
            && e.cancellationReasons().stream().allMatch(r -> DECIDED.contains(r.code()))
            && e.cancellationReasons().stream().anyMatch(DynamoWrites::refused);
    if (!decided) {
      throw e;
    }
    return e.cancellationReasons();
  }

  /** Waits for a while that nobody else waits for. */
  static void pause(int longestMillis) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(longestMillis / 2, longestMillis + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PlatformException.dependency("Interrupted while waiting to ask again.", true, e);
    }
  }

  /** An attempt of before, whose answer was lost, is being carried out just now. */
  private static final class InProgress extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InProgress(RuntimeException cause) {
      super(cause);
    }
  }

  /** Somebody else's transaction holds an item; the write was not made. */
  private static final class InConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InConflict(RuntimeException cause) {
      super(cause);
    }
  }
}
