/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.instance.reconcile.PlatformFixture;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a world, without what differs between runs: ids, times, repeated events. */
record SessionEnd(
    Set<String> sessions, Set<String> licenses, Set<String> servers, Set<String> events) {
  static SessionEnd of(PlatformFixture world) {
    return new SessionEnd(
        each(
            world.store.allSessions().stream(),
            s -> s.userId() + " " + s.slot() + " " + s.licenseId() + " " + s.status()),
        each(
            world.store.allLicenses().stream(),
            l -> l.licenseId() + " " + l.sharing() + " " + l.run().isPresent()),
        each(
            world.store.allInstances().stream(),
            i -> i.userId() + " " + (i.gone() ? "gone" : i.status())),
        each(
            world.notifications.published().stream(),
            event -> event.userId().orElseThrow() + " " + event.name()));
  }

  private static <T> Set<String> each(Stream<T> things, Function<T, String> as) {
    return things.map(as).collect(Collectors.toCollection(TreeSet::new));
  }
}
