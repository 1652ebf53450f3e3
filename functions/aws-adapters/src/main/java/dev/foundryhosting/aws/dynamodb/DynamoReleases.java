/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.release.Releases;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@link Releases} as an item of the instances' table. It has none of the attributes by which
 * instances are found or listed.
 */
@Singleton
public final class DynamoReleases implements Releases {
  private final InstanceTable table;

  public DynamoReleases(DynamoDbClient dynamo, Environment environment) {
    this.table = new InstanceTable(dynamo, environment);
  }

  @Override
  public ReleaseCatalogue find() {
    return table
        .find("read the release cache's record", ReleasesItem.key())
        .map(ReleasesItem::read)
        .orElse(ReleaseCatalogue.EMPTY);
  }

  @Override
  public Optional<ReleaseCatalogue> save(ReleaseCatalogue changed) {
    ReleaseCatalogue written = changed.written(changed.revision() + 1);
    Expression asRead =
        changed.revision() == 0
            ? table.absent()
            : new Expression(
                "#revision = :revision", new ItemWriter().number(":revision", changed.revision()));
    return table
            .write(
                "write the release cache's record",
                table.putRecord(ReleasesItem.write(written), asRead))
            .done()
        ? Optional.of(written)
        : Optional.empty();
  }
}
