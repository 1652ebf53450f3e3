/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.foundryhosting.platform.TableSchema;

/** Prints what a tick consumes among few and among many stored items, and judges the difference. */
final class UnitsTable {
  static final int FEW = 100;
  static final int MANY = 50_000;

  /** DynamoDB Local counts a query that finds nothing as nothing, AWS as half a unit. */
  private static final double EMPTY_QUERIES = 0.5 * TableSchema.DUE_SHARDS;

  UnitsTable(String title) {
    System.out.printf("%n%-36s %8d %8d %8s%n", title, FEW, MANY, "ratio");
  }

  void row(String tick, double few, double many) {
    System.out.printf("%-36s %8.1f %8.1f %8.3f%n", tick, few, many, many / few);
    assertThat(many).isCloseTo(few, withinPercentage(5));
  }

  /** Of a tick whose queries find nothing. */
  void idle(double few, double many) {
    row("none due", few + EMPTY_QUERIES, many + EMPTY_QUERIES);
  }
}
