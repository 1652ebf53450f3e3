/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TableGlobalSecondaryIndexArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableServerSideEncryptionArgs;
import com.pulumi.aws.dynamodb.inputs.TableTtlArgs;
import dev.foundryhosting.platform.TableSchema;
import java.util.List;
import java.util.stream.Stream;

/** The tables of {@link TableSchema}. */
final class Data extends Layer {
  Data(Settings settings) {
    super("Data", settings);
    TableSchema.ALL.forEach(schema -> provide(schema.variable(), table(schema).name()));
    done();
  }

  private Table table(TableSchema schema) {
    String name = named(schema.suffix());
    TableArgs.Builder table =
        TableArgs.builder()
            .name(name)
            .billingMode("PAY_PER_REQUEST")
            .hashKey(schema.partitionKey().name())
            .attributes(keys(schema).map(Data::attribute).toList())
            .globalSecondaryIndexes(schema.indexes().stream().map(Data::index).toList())
            .serverSideEncryption(TableServerSideEncryptionArgs.builder().enabled(true).build())
            .pointInTimeRecovery(TablePointInTimeRecoveryArgs.builder().enabled(true).build())
            .deletionProtectionEnabled(settings().keepsData())
            .tags(tags(name));
    schema.sortKey().ifPresent(key -> table.rangeKey(key.name()));
    schema
        .ttlAttribute()
        .ifPresent(
            attribute ->
                table.ttl(TableTtlArgs.builder().enabled(true).attributeName(attribute).build()));
    return new Table(name, table.build(), keptChild());
  }

  /** DynamoDB takes the definitions of key attributes only. */
  private static Stream<TableSchema.Key> keys(TableSchema schema) {
    List<TableSchema.Index> indexes = schema.indexes();
    return Stream.of(
            Stream.of(schema.partitionKey()),
            schema.sortKey().stream(),
            indexes.stream().map(TableSchema.Index::partitionKey),
            indexes.stream().flatMap(index -> index.sortKey().stream()))
        .flatMap(key -> key)
        .distinct();
  }

  private static TableAttributeArgs attribute(TableSchema.Key key) {
    return TableAttributeArgs.builder().name(key.name()).type(key.type()).build();
  }

  private static TableGlobalSecondaryIndexArgs index(TableSchema.Index index) {
    TableGlobalSecondaryIndexArgs.Builder args =
        TableGlobalSecondaryIndexArgs.builder()
            .name(index.name())
            .hashKey(index.partitionKey().name())
            .projectionType("ALL");
    index.sortKey().ifPresent(key -> args.rangeKey(key.name()));
    return args.build();
  }
}
