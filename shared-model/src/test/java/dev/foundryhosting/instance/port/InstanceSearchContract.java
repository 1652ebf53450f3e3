/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How instances are found in every store: by their task, by what is due, and all of them. */
public abstract class InstanceSearchContract extends StoreContract {
  protected InstanceSearchContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void aServerIsFoundByItsTaskWhileItsRunHasOne() {
    Instance started =
        instances().save(InstanceSamples.starting(create(anna, castle), "run-1")).orElseThrow();
    assertThat(instances().findByTask("arn:task/1")).isEmpty();

    Instance running =
        instances().save(InstanceSamples.withTask(started, "arn:task/1")).orElseThrow();
    assertThat(instances().findByTask("arn:task/1")).contains(anna);
    assertThat(instances().findByTask("arn:task/2")).isEmpty();

    Instance idle = running.stopping(Optional.empty(), NOW).withoutRun(NOW);
    assertThat(instances().save(idle)).isPresent();
    assertThat(instances().findByTask("arn:task/1")).isEmpty();
  }

  @Test
  void onlyWhatIsDueIsDue() {
    int shard = Instances.shardOf(anna);
    Instance created = create(anna, castle);

    checkAt(created, Optional.of(NOW));
    assertThat(instances().due(shard, NOW, 10)).containsExactly(anna);
    assertThat(instances().due(shard, NOW.plusSeconds(3600), 10)).containsExactly(anna);
    assertThat(instances().due(shard, NOW.minusNanos(1), 10)).isEmpty();
    assertThat(instances().due(shard, NOW.minusSeconds(1), 10)).isEmpty();
    assertThat(instances().due((shard + 1) % TableSchema.DUE_SHARDS, NOW, 10)).isEmpty();

    checkAt(instances().require(anna), Optional.empty());
    assertThat(instances().due(shard, Instant.parse("2100-01-01T00:00:00Z"), 10)).isEmpty();
  }

  @Test
  void whatIsDueLongestComesFirstAndNoMoreThanAskedFor() {
    List<UserId> users =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> new UserId("u" + i))
            .filter(user -> Instances.shardOf(user) == 3)
            .limit(5)
            .toList();
    for (int i = 0; i < users.size(); i++) {
      Instance created = create(users.get(i), new Subdomain("name-" + i));
      checkAt(created, Optional.of(NOW.minusSeconds(10L * i)));
    }

    assertThat(instances().due(3, NOW, 100)).containsExactlyElementsOf(users.reversed());
    assertThat(instances().due(3, NOW, 2)).containsExactly(users.get(4), users.get(3));
    assertThat(instances().due(3, NOW.minusSeconds(25), 100))
        .containsExactly(users.get(4), users.get(3));
    assertThatThrownBy(() -> instances().due(3, NOW, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void activeIsWhateverMustBeLookedAtSometime() {
    int shard = Instances.shardOf(anna);
    Instance created = create(anna, castle);
    checkAt(created, Optional.of(NOW.plusSeconds(3600)));

    assertThat(instances().active(shard)).containsExactly(instances().require(anna));
    assertThat(instances().active((shard + 1) % TableSchema.DUE_SHARDS)).isEmpty();

    checkAt(instances().require(anna), Optional.empty());
    assertThat(instances().active(shard)).isEmpty();
  }

  @Test
  void aListingHasEveryInstanceOnceWhateverThePageSize() {
    List<UserId> users = IntStream.range(0, 7).mapToObj(i -> new UserId("user-" + i)).toList();
    users.forEach(user -> create(user, new Subdomain("name-of-" + user)));
    create(anna, castle);
    finalizeDeletion(InstanceSamples.destroying(instances().require(anna), false, false), NOW);

    for (int limit : List.of(1, 2, 3, 7, 100)) {
      List<UserId> listed = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        Instances.Page page = instances().list(cursor, limit);
        assertThat(page.instances()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
        page.instances().forEach(instance -> listed.add(instance.userId()));
        cursor = page.cursor();
      } while (cursor.isPresent());
      assertThat(listed).as("pages of %d", limit).containsExactlyInAnyOrderElementsOf(users);
    }
  }

  @Test
  void aCursorThatNoListingGaveIsRefused() {
    assertThatThrownBy(() -> instances().list(Optional.of("no cursor!"), 10))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.field()).contains("cursor"));
    assertThatThrownBy(() -> instances().list(Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
