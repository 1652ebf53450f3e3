/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The function world-files over folders in memory. A job that is waited for is done at once; the
 * others are done when the test has it work.
 */
public final class InMemoryWorldFiles implements WorldFiles {
  private final FileJobs jobs;
  private final FileInventories inventories;
  private final FileArchive archive;
  private final Clock clock;
  private final Queue<FileJob> waiting = new ArrayDeque<>();
  private final Map<UserId, Folder> folders = new HashMap<>();
  private final Set<LicenseId> kept = new HashSet<>();
  private Optional<String> failure = Optional.empty();
  private boolean down;
  private final List<FileJob> done = new ArrayList<>();
  private int wipes;

  public InMemoryWorldFiles(
      FileJobs jobs, FileInventories inventories, FileArchive archive, Clock clock) {
    this.archive = archive;
    this.jobs = jobs;
    this.inventories = inventories;
    this.clock = clock;
  }

  /**
   * What lies in a user's folder.
   *
   * @param license for which it was prepared, until its file is taken out again
   * @param signed whether the licence file in it is signed
   */
  public record Folder(Optional<LicenseId> license, boolean signed) {
    private static final Folder WITHOUT_LICENSE = new Folder(Optional.empty(), false);
  }

  @Override
  public synchronized FileJob complete(FileJob job) {
    requireUp();
    return work(job);
  }

  @Override
  public synchronized void begin(FileJob job) {
    requireUp();
    waiting.add(job);
  }

  /** Does the jobs that nobody waits for. */
  public synchronized void works() {
    while (!waiting.isEmpty()) {
      var unused = work(waiting.remove());
    }
  }

  /** The invocations that are under way are lost. */
  public synchronized void losesInvocations() {
    waiting.clear();
  }

  /** From now on the function cannot be reached, or can be reached again. */
  public synchronized void breakDown(boolean now) {
    down = now;
  }

  /** From now on each job fails for a reason, or none does. */
  public synchronized void failEach(Optional<String> why) {
    failure = why;
  }

  /** An administrator of a user's server accepts the licence agreement. */
  public synchronized void accepts(UserId user) {
    folders.computeIfPresent(user, (any, folder) -> new Folder(folder.license(), true));
  }

  /** The folder of a user who has files. */
  public synchronized Optional<Folder> folder(UserId user) {
    return Optional.ofNullable(folders.get(user));
  }

  /** The licences for which a signed file is kept. */
  public synchronized Set<LicenseId> kept() {
    return Set.copyOf(kept);
  }

  /** The jobs on save points and worlds that were done, in their order. */
  public synchronized List<FileJob> savePointJobs() {
    return List.copyOf(done);
  }

  /** How many wipes were done. */
  public synchronized int wipes() {
    return wipes;
  }

  private FileJob work(FileJob job) {
    Optional<FileJob> present = jobs.find(job.userId()).filter(job::is);
    if (present.isEmpty() || present.get().done()) {
      return present.orElseGet(() -> job.failed("Another job took its place.", clock.instant()));
    }
    FileJob ended =
        failure
            .map(why -> job.failed(why, clock.instant()))
            .orElseGet(
                () -> {
                  act(job);
                  return job.done("Done.", clock.instant());
                });
    var unused = jobs.report(ended);
    return ended;
  }

  private void act(FileJob job) {
    UserId user = job.userId();
    switch (job.work()) {
      case FileWork.LicenseIn(LicenseId license) ->
          folders.put(user, new Folder(Optional.of(license), kept.contains(license)));
      case FileWork.LicenseOut(LicenseId license) -> {
        if (folder(user).filter(Folder::signed).isPresent()) {
          kept.add(license);
        }
        folders.computeIfPresent(user, (any, folder) -> Folder.WITHOUT_LICENSE);
      }
      case FileWork.LicenseRemove(LicenseId license) -> kept.remove(license);
      case FileWork.Wipe() -> {
        folders.remove(user);
        wipes++;
      }
      case FileWork.Save(SavePointOrder order) -> save(job, order);
      case FileWork.Restore(SavePointOrder before, Restoration any) -> {
        requireAtRest(user);
        save(job, before);
      }
      case FileWork.Export export -> {
        pack(ExchangeKeys.export(user, job.id(), export.world()));
        done.add(job);
      }
      case FileWork.Import upload -> {
        requireAtRest(user);
        done.add(job);
      }
      case FileWork.Measure() -> done.add(job);
      case FileWork.Forget() -> inventories.forget(user);
    }
  }

  private void pack(String key) {
    try {
      var unused =
          archive.store(
              key,
              to -> {
                to.write(new byte[2048]);
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save(FileJob job, SavePointOrder order) {
    SavePoint taken = SavePoint.begun(order, clock.instant()).done(2048, 1024, List.of("keep"));
    StorageUse use = new StorageUse(7 << 20, 2048, clock.instant());
    var unused =
        inventories.update(job.userId(), known -> known.with(taken).measured(known.worlds(), use));
    done.add(job);
  }

  /** Its licence lies in the folder of a server that runs. */
  private void requireAtRest(UserId user) {
    if (folder(user).flatMap(Folder::license).isPresent()) {
      throw new AssertionError("the files change under a server that runs");
    }
  }

  private void requireUp() {
    if (down) {
      throw PlatformException.dependency("Could not reach world-files.", true, null);
    }
  }
}
