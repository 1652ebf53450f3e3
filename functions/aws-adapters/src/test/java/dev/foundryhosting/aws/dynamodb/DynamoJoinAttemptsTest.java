/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.port.JoinAttemptsContract;
import org.junit.jupiter.api.AfterAll;

class DynamoJoinAttemptsTest extends JoinAttemptsContract {
  private static final LocalDynamo DYNAMO = new LocalDynamo();

  DynamoJoinAttemptsTest() {
    super(new DynamoJoinAttempts(DYNAMO.client(), DYNAMO.tables()));
  }

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }
}
