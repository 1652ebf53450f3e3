/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;

class ResourceNamesTest {
  private static final String LONGEST_DOMAIN = ("a".repeat(60) + ".").repeat(4) + "org";
  private static final UserId DISCORD = new UserId("100000000000000001");

  private final ResourceNames names = new ResourceNames("play.example.org");

  @Provide
  Arbitrary<UserId> users() {
    return Arbitraries.strings()
        .withChars("abzABZ019_-")
        .ofMinLength(1)
        .ofMaxLength(64)
        .map(UserId::new);
  }

  /** Two ids that are apt to be confused: the same but for case, a prefix, or a separator. */
  @Provide
  Arbitrary<Tuple2<UserId, UserId>> neighbours() {
    List<BiFunction<String, String, String>> ways =
        List.of(
            (id, tail) -> id.toLowerCase(Locale.ROOT),
            (id, tail) -> id.toUpperCase(Locale.ROOT),
            (id, tail) -> id.replace('_', '-'),
            (id, tail) -> cut(id + tail),
            (id, tail) -> cut(tail + id),
            (id, tail) -> cut("u" + id),
            (id, tail) -> ResourceNames.slug(new UserId(id)));
    Arbitrary<String> tails = Arbitraries.of("-", "_", "0", "a", "-foundry-wipe-", "server-");
    return users()
        .flatMap(
            user ->
                tails.flatMap(
                    tail ->
                        Arbitraries.of(ways)
                            .map(
                                way -> Tuple.of(user, new UserId(way.apply(user.value(), tail))))));
  }

  @Property(tries = 500)
  void everyNameIsOneThatAwsTakes(@ForAll("users") UserId user) {
    for (ResourceNames each : List.of(names, new ResourceNames(LONGEST_DOMAIN))) {
      // S3: 3 to 63 of these, neither dash first nor last.
      assertThat(each.bucket(user))
          .matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
          .hasSizeBetween(3, 63);
      assertThat(each.assetUser(user)).matches("[A-Za-z0-9+=,.@_-]{1,64}");
      // Elastic Load Balancing: at most 32, no dash first or last, and not "internal-".
      assertThat(each.targetGroup(user)).matches("[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]");
      assertThat(each.targetGroup(user)).doesNotStartWith("internal-");
      assertThat(each.secret(user)).matches("[A-Za-z0-9/_+=.@-]{1,512}");
      assertThat(each.serverFamily(user)).matches("[A-Za-z0-9_-]{1,255}");
      assertThat(each.wipeFamily(user)).matches("[A-Za-z0-9_-]{1,255}");
      // EFS: at most 100 characters and four folders deep.
      assertThat(each.filesRoot(user)).matches("(/[A-Za-z0-9_-]+){2,4}").hasSizeLessThan(101);
    }
  }

  @Property(tries = 1000)
  void differentUsersNeverShareAName(@ForAll("neighbours") Tuple2<UserId, UserId> two) {
    Assume.that(!two.get1().equals(two.get2()));
    assertThat(allNames(two.get1())).doesNotContainAnyElementsOf(allNames(two.get2()));
    // IAM tells names apart without regard to case.
    assertThat(names.assetUser(two.get1())).isNotEqualToIgnoringCase(names.assetUser(two.get2()));
  }

  @Property(tries = 500)
  void theFamiliesOfServersAndWipesNeverMeet(@ForAll("neighbours") Tuple2<UserId, UserId> two) {
    assertThat(names.serverFamily(two.get1())).isNotEqualTo(names.wipeFamily(two.get2()));
    assertThat(names.wipeFamily(two.get1())).isNotEqualTo(names.serverFamily(two.get2()));
  }

  @Test
  void theLongestIdGivesNamesWithinAwssLimits() {
    UserId longest = new UserId("Z".repeat(64));

    assertThat(names.targetGroup(longest)).hasSizeLessThanOrEqualTo(32);
    assertThat(names.bucket(longest)).hasSizeLessThanOrEqualTo(63);
    assertThat(names.assetUser(longest)).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void aDiscordIdCanBeReadInEveryName() {
    assertThat(allNames(DISCORD)).allSatisfy(name -> assertThat(name).contains(DISCORD.value()));
  }

  @Test
  void anotherDomainHasOtherBucketsIamUsersAndTargetGroups() {
    ResourceNames other = new ResourceNames("play.example.com");

    assertThat(other.bucket(DISCORD)).isNotEqualTo(names.bucket(DISCORD));
    assertThat(other.assetUser(DISCORD)).isNotEqualTo(names.assetUser(DISCORD));
    assertThat(other.targetGroup(DISCORD)).isNotEqualTo(names.targetGroup(DISCORD));
  }

  @Test
  void theSameUserHasTheSameNamesForEver() {
    // Written down: a change of these loses every resource that stands.
    assertThat(names.bucket(DISCORD)).isEqualTo("foundry-u100000000000000001-89606f69");
    assertThat(ResourceNames.slug(new UserId("Game_Master"))).isEqualTo("x69dd4aeb32e7758e6e04");
  }

  @Test
  void aUsersResourcesAreTaggedAsTheirs() {
    assertThat(Tags.of(DISCORD))
        .containsOnly(
            Map.entry("foundry-hosting:managed", "true"),
            Map.entry("foundry-hosting:user", DISCORD.value()));
  }

  private static String cut(String id) {
    return id.substring(0, Math.min(64, id.length()));
  }

  private List<String> allNames(UserId user) {
    return Stream.of(
            names.bucket(user),
            names.assetUser(user),
            names.targetGroup(user),
            names.secret(user),
            names.serverFamily(user),
            names.wipeFamily(user),
            names.filesRoot(user))
        .toList();
  }
}
