package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class DynamoWritesTest {
  private final Cancelling dynamo = new Cancelling();

  @Test
  void aTransactionThatMeetsAnotherIsMadeAgainUnderANewToken() {
    dynamo.cancelWith("None", "TransactionConflict");
    dynamo.cancelWith("ConditionalCheckFailed", "TransactionConflict");

    assertThat(write()).isEmpty();
    assertThat(dynamo.tokens).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aFailedConditionIsTheAnswer() {
    dynamo.cancelWith("None", "ConditionalCheckFailed");

    assertThat(write()).extracting(DynamoWrites::refused).containsExactly(false, true);
    assertThat(dynamo.tokens).hasSize(1);
  }

  @Test
  void whoeverMeetsOthersAllTheTimeIsToldToTryAgain() {
    for (int i = 0; i < 10; i++) {
      dynamo.cancelWith("TransactionConflict");
    }

    assertThatThrownBy(this::write)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
              assertThat(e.retryable()).isTrue();
            });
  }

  @Test
  void anyOtherReasonIsAFailure() {
    dynamo.cancelWith("ValidationError", "None");

    assertThatThrownBy(this::write)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
  }

  @Test
  void aSingleWriteThatMeetsATransactionIsMadeAgain() {
    Deque<Boolean> conflicts = new ArrayDeque<>(List.of(true, true, false));

    String written =
        DynamoWrites.repeated(
            "write",
            () -> {
              if (conflicts.removeFirst()) {
                throw TransactionConflictException.builder().message("in conflict").build();
              }
              return "written";
            });

    assertThat(written).isEqualTo("written");
  }

  private List<CancellationReason> write() {
    return DynamoWrites.transaction(dynamo, "write", List.of());
  }

  /** Cancels transactions for the given reasons, and carries out all that follow. */
  private static final class Cancelling implements DynamoDbClient {
    private final Deque<List<CancellationReason>> cancellations = new ArrayDeque<>();
    private final List<String> tokens = new ArrayList<>();

    void cancelWith(String... codes) {
      cancellations.add(
          List.of(codes).stream().map(c -> CancellationReason.builder().code(c).build()).toList());
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      tokens.add(request.clientRequestToken());
      if (cancellations.isEmpty()) {
        return TransactWriteItemsResponse.builder().build();
      }
      throw TransactionCanceledException.builder()
          .cancellationReasons(cancellations.removeFirst())
          .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
