/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Optional;

/** Brings a world in from elsewhere, into a server that rests. */
public final class ImportWorld {
  private final Instances instances;
  private final FileExchange exchange;
  private final FileRequests requests;

  public ImportWorld(Instances instances, FileExchange exchange, FileRequests requests) {
    this.instances = instances;
    this.exchange = exchange;
    this.requests = requests;
  }

  /**
   * Says where the file is to be put.
   *
   * @param bytes of the file
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code INSTANCE_NOT_FOUND}, {@code
   *     INVALID_STATE} when it is more than the user may store, {@code DEPENDENCY_FAILED}
   */
  public FileExchange.Upload begin(UserId user, long bytes) {
    Instance instance = instances.require(user);
    if (instance.files().exceeded(instance.storage(), bytes)) {
      throw new PlatformException(
          ErrorCode.INVALID_STATE, "With this file you would store more than you may.");
    }
    return exchange.begin(user, bytes);
  }

  /**
   * Asks for an uploaded file to be checked and laid into the user's folder; returns while that
   * goes on.
   *
   * @param etags as the answers to the parts named them, in the order of the parts
   * @param replace the world in whose place it comes, after a save point; a new one when empty
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code INSTANCE_NOT_FOUND}, {@code
   *     INVALID_STATE}, {@code DEPENDENCY_FAILED}
   */
  public Instance bring(
      UserId user,
      ImportId upload,
      List<String> etags,
      Optional<WorldName> replace,
      Deadline deadline) {
    var unused = instances.require(user);
    exchange.complete(user, upload, etags);
    return requests.request(
        user,
        (instance, token) ->
            new FileWork.Import(
                SavePointOrder.automatic(
                    SavePointOrder.Reason.RESTORE,
                    token,
                    instance.profile().exactVersion().value()),
                upload,
                replace),
        deadline);
  }
}
