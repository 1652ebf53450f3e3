/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.efs;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.instance.port.AccessPoints;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.AccessPointAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;
import software.amazon.awssdk.services.efs.model.CreateAccessPointRequest;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * {@link AccessPoints} on the platform's one EFS file system. A token is EFS's {@code ClientToken}:
 * {@code CreateAccessPoint} answers a second use of it with {@code AccessPointAlreadyExists}, which
 * carries the id.
 */
@Singleton
public final class EfsAccessPoints implements AccessPoints {

  private final EfsClient efs;
  private final String fileSystemId;

  public EfsAccessPoints(AwsClients clients, ServerSettings settings) {
    this.efs = clients.efs();
    this.fileSystemId = settings.fileSystemId();
  }

  @Override
  public String ensure(Spec spec) {
    return AwsCall.of(
        "make the access point",
        () -> {
          try {
            return efs.createAccessPoint(request(spec)).accessPointId();
          } catch (AccessPointAlreadyExistsException e) {
            return e.accessPointId();
          }
        });
  }

  @Override
  public void removeAll(UserId user) {
    AwsCall.run(
        "remove the access points",
        () ->
            efs
                .describeAccessPointsPaginator(each -> each.fileSystemId(fileSystemId))
                .accessPoints()
                .stream()
                .filter(point -> belongsTo(user, point))
                // All pages first, as deletions would shift them.
                .toList()
                .forEach(point -> remove(point.accessPointId())));
  }

  private CreateAccessPointRequest request(Spec spec) {
    long owner = ServerSettings.POSIX_USER;
    return CreateAccessPointRequest.builder()
        .clientToken(spec.token())
        .fileSystemId(fileSystemId)
        .posixUser(posix -> posix.uid(owner).gid(owner))
        .rootDirectory(
            root ->
                root.path(spec.path())
                    .creationInfo(
                        folder -> folder.ownerUid(owner).ownerGid(owner).permissions("0750")))
        .tags(
            AwsTags.of(
                spec.user(),
                Map.of("Name", spec.name()),
                (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  private static boolean belongsTo(UserId user, AccessPointDescription point) {
    return AwsTags.owner(point.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
        .filter(user::equals)
        .isPresent();
  }

  private void remove(String id) {
    AwsErrorCodes.ignoring(
        () -> efs.deleteAccessPoint(each -> each.accessPointId(id)), "AccessPointNotFound");
  }
}
