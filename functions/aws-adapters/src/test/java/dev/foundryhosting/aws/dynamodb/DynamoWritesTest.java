/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

class DynamoWritesTest {
  private final Cancelling dynamo = new Cancelling();

  @Test
  void aTransactionThatMeetsAnotherIsRepeatedUnderANewToken() {
    dynamo.cancelWith("None", "TransactionConflict");
    dynamo.cancelWith("ConditionalCheckFailed", "TransactionConflict");

    assertThat(write().done()).isTrue();
    assertThat(dynamo.tokens).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aFailedConditionIsTheAnswer() {
    dynamo.cancelWith("None", "ConditionalCheckFailed");

    assertThat(write().reasons())
        .extracting(CancellationReason::code)
        .containsExactly("None", "ConditionalCheckFailed");
    assertThat(dynamo.tokens).hasSize(1);
  }

  @Test
  void aTransactionThatAlwaysMeetsOthersFailsWithARetryableConflict() {
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
  void aTransactionInProgressIsRepeatedUnderItsToken() {
    dynamo.cancelWith("TransactionConflict");
    dynamo.beInProgress(2);

    assertThat(write().done()).isTrue();
    assertThat(dynamo.tokens).hasSize(4);
    assertThat(dynamo.tokens.subList(1, 4)).containsOnly(dynamo.tokens.get(1));
    assertThat(dynamo.tokens.getFirst()).isNotEqualTo(dynamo.tokens.get(1));
  }

  @Test
  void aTransactionThatIsStillInProgressAfterAllAttemptsMayYetBeDone() {
    dynamo.beInProgress(10);

    assertThatThrownBy(this::write)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
              assertThat(e).hasMessageContaining("may yet be done");
            });
    assertThat(dynamo.tokens).containsOnly(dynamo.tokens.getFirst());
  }

  @Test
  void anotherReasonIsAFailure() {
    dynamo.cancelWith("ValidationError", "None");

    assertThatThrownBy(this::write)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
  }

  @Test
  void aSingleWriteThatMeetsATransactionIsRepeated() {
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

  private WriteResult write() {
    return DynamoWrites.transaction(dynamo, "write", List.of());
  }

  /** Refuses the first transactions for the given reasons. */
  private static final class Cancelling implements DynamoDbClient {
    private final Deque<AwsServiceException> refusals = new ArrayDeque<>();
    private final List<String> tokens = new ArrayList<>();

    void cancelWith(String... codes) {
      refusals.add(
          TransactionCanceledException.builder()
              .cancellationReasons(
                  List.of(codes).stream()
                      .map(c -> CancellationReason.builder().code(c).build())
                      .toList())
              .build());
    }

    void beInProgress(int times) {
      for (int i = 0; i < times; i++) {
        refusals.add(TransactionInProgressException.builder().message("in progress").build());
      }
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      tokens.add(request.clientRequestToken());
      if (refusals.isEmpty()) {
        return TransactWriteItemsResponse.builder().build();
      }
      throw refusals.removeFirst();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
