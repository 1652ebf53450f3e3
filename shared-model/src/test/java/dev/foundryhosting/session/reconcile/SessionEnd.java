package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.instance.reconcile.PlatformFixture;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a world ended, without what differs from one time to the next: ids, moments, how often
 * somebody was told.
 */
record SessionEnd(
    Set<String> sessions, Set<String> licenses, Set<String> servers, Set<String> told) {
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
