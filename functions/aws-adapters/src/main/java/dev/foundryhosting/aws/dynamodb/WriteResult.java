/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The result of a write: either all parts were written, or some conditions failed and none was.
 *
 * @param parts what was to be written
 * @param reasons why each part was refused, in their order; empty when all was written
 */
public record WriteResult(List<TransactWriteItem> parts, List<CancellationReason> reasons) {
  /** Drawn for each write of a record, so that its writer recognizes it. */
  static final String WRITE_ID = "writeId";

  static final String CONDITION_FAILED = "ConditionalCheckFailed";

  static WriteResult made() {
    return new WriteResult(List.of(), List.of());
  }

  /** Whether it was written, by the last attempt or by one whose answer was lost. */
  public boolean done() {
    return reasons.isEmpty()
        || inTheWay(0)
            .flatMap(item -> item.optionalText(WRITE_ID))
            .filter(id -> Optional.of(id).equals(writeId()))
            .isPresent();
  }

  /** What was written; empty when nothing was. */
  <T> Optional<T> ifDone(T written) {
    return done() ? Optional.of(written) : Optional.empty();
  }

  private Optional<String> writeId() {
    return Optional.ofNullable(parts.getFirst().put())
        .flatMap(put -> new ItemReader(put.item()).optionalText(WRITE_ID));
  }

  /** Whether the condition of a part failed. */
  boolean refused(int part) {
    return CONDITION_FAILED.equals(reasons.get(part).code());
  }

  /**
   * Of what was to be written in a row, what was refused.
   *
   * @param first the part of the first
   */
  <T> List<T> refusedOf(List<T> row, int first) {
    return IntStream.range(0, row.size())
        .filter(i -> refused(first + i))
        .mapToObj(row::get)
        .toList();
  }

  /** The item on which the condition of a part failed; empty when there is none. */
  Optional<ItemReader> inTheWay(int part) {
    CancellationReason reason = reasons.get(part);
    return reason.hasItem() ? Optional.of(new ItemReader(reason.item())) : Optional.empty();
  }
}
