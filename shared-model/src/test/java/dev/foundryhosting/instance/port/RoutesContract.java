/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.platform.UserId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Routes} does. */
public abstract class RoutesContract {
  protected static final UserId USER = new UserId("184405311681986560");
  protected static final UserId OTHER = new UserId("184405311681986561");
  protected static final String HOST = "alice.play.example.org";
  protected static final String IP = "10.0.1.20";

  protected abstract Routes routes();

  /** Lets the load balancer's checks of a target succeed. */
  protected abstract void letBecomeHealthy(Route route, String privateIp);

  /** Lets the load balancer's checks fail. */
  protected abstract void letBecomeUnhealthy(Route route, String privateIp);

  @Test
  void openingTwiceGivesOneRoute() {
    Route first = routes().openForChecks(USER, HOST).orThrow();

    assertThat(routes().openForChecks(USER, HOST).orThrow()).isEqualTo(first);
  }

  @Test
  void twoUsersHaveARouteEach() {
    Route first = routes().openForChecks(USER, HOST).orThrow();
    Route second = routes().openForChecks(OTHER, "bob.play.example.org").orThrow();

    assertThat(second.targetGroupArn()).isNotEqualTo(first.targetGroupArn());
    assertThat(second.ruleArn()).isNotEqualTo(first.ruleArn());
  }

  @Test
  void aServerThatIsNotRegisteredIsNotHealthy() {
    Route route = routes().openForChecks(USER, HOST).orThrow();

    Routes.Health health = routes().health(route, IP);
    assertThat(health.healthy()).isFalse();
    assertThat(health.description()).startsWith("unused");
  }

  @Test
  void aRegisteredServerIsHealthyOnceTheChecksSucceed() {
    Route route = routes().openForChecks(USER, HOST).orThrow();
    routes().register(route, IP);
    routes().register(route, IP);

    Routes.Health before = routes().health(route, IP);
    assertThat(before.healthy()).isFalse();
    assertThat(before.unhealthy()).isFalse();
    assertThat(before.description()).startsWith("initial");
    letBecomeHealthy(route, IP);
    assertThat(routes().health(route, IP).healthy()).isTrue();
    assertThat(routes().health(route, IP).unhealthy()).isFalse();
  }

  @Test
  void aServerWhoseChecksFailIsUnhealthy() {
    Route route = routes().openForChecks(USER, HOST).orThrow();
    routes().register(route, IP);

    letBecomeUnhealthy(route, IP);

    assertThat(routes().health(route, IP).healthy()).isFalse();
    assertThat(routes().health(route, IP).unhealthy()).isTrue();
  }

  @Test
  void lettingPlayersThroughKeepsTheRouteAndCanBeRepeated() {
    Route route = routes().openForChecks(USER, HOST).orThrow();
    routes().register(route, IP);
    letBecomeHealthy(route, IP);
    routes().openForPlayers(route, HOST);
    routes().openForPlayers(route, HOST);

    assertThat(routes().openForChecks(USER, HOST).orThrow()).isEqualTo(route);
    assertThat(routes().health(route, IP).healthy()).isTrue();
  }

  @Test
  void aRemovedRouteCanNeitherBeAskedNorOpened() {
    Route route = routes().openForChecks(USER, HOST).orThrow();
    routes().remove(USER);

    assertThatThrownBy(() -> routes().health(route, IP)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> routes().register(route, IP)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> routes().openForPlayers(route, HOST))
        .isInstanceOf(PlatformException.class);
    assertThat(routes().openForChecks(USER, HOST).orThrow()).isNotEqualTo(route);
  }

  @Test
  void removingTwiceOrWhereThereIsNoneIsFine() {
    routes().remove(OTHER);
    Route others = routes().openForChecks(OTHER, "bob.play.example.org").orThrow();
    routes().openForChecks(USER, HOST).orThrow();
    routes().remove(USER);
    routes().remove(USER);

    assertThat(routes().openForChecks(OTHER, "bob.play.example.org").orThrow()).isEqualTo(others);
  }

  @Test
  void aFullLoadBalancerSaysSoAndTakesMoreWhenOneLeaves() {
    IntStream.range(0, 100)
        .forEach(
            n ->
                routes()
                    .openForChecks(new UserId("u" + n), "u" + n + ".play.example.org")
                    .orThrow());

    Routes.Opened refused = routes().openForChecks(USER, HOST);
    assertThat(refused).isInstanceOf(Routes.Opened.Full.class);
    assertThatThrownBy(refused::orThrow)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
              assertThat(e).hasMessageContaining("the load balancer is full");
            });
    Route standing = routes().openForChecks(new UserId("u7"), "u7.play.example.org").orThrow();
    assertThat(standing.ruleArn()).isNotEmpty();
    routes().remove(new UserId("u42"));
    routes().openForChecks(USER, HOST).orThrow();
  }
}
