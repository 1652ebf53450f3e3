/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Route;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.RouteInventory;
import dev.foundryhosting.shutdown.orphan.RouteInventory.InstalledRoute;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RouteInventory} does. */
public abstract class RouteInventoryContract {
  protected static final UserId ANNA = new UserId("Anna_01");
  protected static final UserId BEN = new UserId("184405311681986560");

  protected abstract Routes routes();

  protected abstract RouteInventory inventory();

  /** Deletes a rule behind the platform's back. */
  protected abstract void loseRule(UserId user, Route route);

  @Test
  void withoutRoutesTheListIsEmpty() {
    assertThat(inventory().list()).isEmpty();
    assertThat(inventory().owners(List.of())).isEmpty();
  }

  @Test
  void aRouteIsListedWithItsRuleAndItsUser() {
    Route annas = routes().openForChecks(ANNA, "anna.play.example.org").orThrow();
    Route bens = routes().openForChecks(BEN, "ben.play.example.org").orThrow();

    assertThat(inventory().list())
        .containsExactlyInAnyOrder(
            new InstalledRoute(annas.targetGroupArn(), Set.of(annas.ruleArn())),
            new InstalledRoute(bens.targetGroupArn(), Set.of(bens.ruleArn())));
    assertThat(inventory().owners(List.of(annas.targetGroupArn(), bens.targetGroupArn())))
        .containsOnlyKeys(annas.targetGroupArn(), bens.targetGroupArn())
        .containsEntry(annas.targetGroupArn(), ANNA)
        .containsEntry(bens.targetGroupArn(), BEN);
    assertThat(inventory().owners(List.of(bens.targetGroupArn()))).hasSize(1);
  }

  @Test
  void aGroupThatLostItsRuleIsListedWithoutOne() {
    Route route = routes().openForChecks(ANNA, "anna.play.example.org").orThrow();
    loseRule(ANNA, route);

    assertThat(inventory().list())
        .containsExactly(new InstalledRoute(route.targetGroupArn(), Set.of()));
  }

  @Test
  void aRemovedRouteIsNotListedAndHasNoOwner() {
    Route gone = routes().openForChecks(ANNA, "anna.play.example.org").orThrow();
    Route stands = routes().openForChecks(BEN, "ben.play.example.org").orThrow();
    routes().remove(ANNA);

    assertThat(inventory().list()).hasSize(1);
    assertThat(inventory().owners(List.of(gone.targetGroupArn(), stands.targetGroupArn())))
        .containsOnlyKeys(stands.targetGroupArn());
  }

  @Test
  void theOwnersOfMoreThanTwentyAreKnown() {
    List<String> groups =
        IntStream.range(0, 45)
            .mapToObj(
                i ->
                    routes().openForChecks(new UserId("u" + i), "u" + i + ".example.org").orThrow())
            .map(Route::targetGroupArn)
            .toList();

    assertThat(inventory().owners(groups)).containsOnlyKeys(groups);
  }
}
