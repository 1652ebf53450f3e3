/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** Takes a save point of a server's files, when nothing runs. */
public final class CreateSavePoint {
  private final FileRequests requests;

  public CreateSavePoint(FileRequests requests) {
    this.requests = requests;
  }

  /**
   * Asks for it; returns while it is taken. Of a server that runs it is taken after the run.
   *
   * @param note one line of up to 200 characters
   * @return the save point as it was asked for
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code INSTANCE_NOT_FOUND}, {@code
   *     INVALID_STATE}, {@code DEPENDENCY_FAILED}
   */
  public SavePoint create(UserId user, Optional<String> note, Deadline deadline) {
    SavePointOrder.requireLine(note);
    Instance asked =
        requests.request(user, (instance, token) -> work(instance, note, token), deadline);
    return asked
        .fileJob()
        .flatMap(FileJob::savePoint)
        .orElseThrow(() -> PlatformException.concurrentChange("server"));
  }

  private static FileWork work(Instance instance, Optional<String> note, String token) {
    if (instance.files().exceeded(instance.storage(), 0)) {
      throw new PlatformException(
          ErrorCode.INVALID_STATE,
          "Files and save points take more than they may. Delete save points first.");
    }
    String version = instance.profile().exactVersion().value();
    return new FileWork.Save(SavePointOrder.byHand(token, note, version));
  }
}
