/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoBotStoreTest extends BotStoreContract {
  private static final String TABLE = "bot-config";
  private static final AmazonDynamoDBLocal ENGINE = DynamoDBEmbedded.create(true);
  private static final DynamoDbClient DYNAMO = ENGINE.dynamoDbClient();
  private static final DynamoBotStore MEMORY =
      new DynamoBotStore(
          DYNAMO, new Environment(Map.of(Variable.BOT_CONFIG_TABLE_NAME.name(), TABLE)));

  static {
    AttributeDefinition key =
        AttributeDefinition.builder()
            .attributeName("configKey")
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement hash =
        KeySchemaElement.builder().attributeName("configKey").keyType(KeyType.HASH).build();
    DYNAMO.createTable(
        c ->
            c.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(key))
                .keySchema(List.of(hash)));
  }

  DynamoBotStoreTest() {
    super(MEMORY);
  }

  @AfterAll
  static void stop() {
    ENGINE.shutdownNow();
  }

  @Test
  void anItemThatCanBeRemovedSaysWhen() {
    Instant at = Instant.parse("2026-11-23T12:00:00Z");
    MEMORY.claim("claimed", "me", at, at, at);
    MEMORY.note("noted", Map.of("a", "1"), Optional.of(at));
    MEMORY.note("kept", Map.of("a", "1"), Optional.empty());

    assertThat(attribute("claimed", "ttl").n()).isEqualTo("1795435200");
    assertThat(attribute("noted", "ttl").n()).isEqualTo("1795435200");
    assertThat(attribute("kept", "ttl")).isNull();
  }

  private static AttributeValue attribute(String key, String name) {
    return DYNAMO
        .getItem(g -> g.tableName(TABLE).key(Map.of("configKey", AttributeValue.fromS(key))))
        .item()
        .get(name);
  }
}
