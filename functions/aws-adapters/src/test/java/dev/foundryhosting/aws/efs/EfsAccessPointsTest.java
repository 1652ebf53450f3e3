/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.efs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.instance.port.AccessPoints;
import dev.foundryhosting.instance.port.AccessPointsContract;
import dev.foundryhosting.platform.Tags;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;
import software.amazon.awssdk.services.efs.model.Tag;

class EfsAccessPointsTest extends AccessPointsContract {
  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final EfsClient efs = cloud.clients().efs();
  private final String fileSystemId =
      efs.createFileSystem(request -> request.creationToken("files")).fileSystemId();
  private final EfsAccessPoints points =
      new EfsAccessPoints(cloud.clients(), cloud.network().servers("servers", fileSystemId));

  @Override
  protected AccessPoints accessPoints() {
    return points;
  }

  @Override
  protected int existing() {
    return (int)
        efs
            .describeAccessPointsPaginator(each -> each.fileSystemId(fileSystemId))
            .accessPoints()
            .stream()
            .count();
  }

  @Test
  void anAccessPointShowsTheFolderAloneAsItsUser() {
    String id = points.ensure(spec(USER, "create-1"));

    AccessPointDescription made =
        efs.describeAccessPoints(each -> each.accessPointId(id)).accessPoints().getFirst();
    assertThat(made.rootDirectory().path()).isEqualTo("/foundry-instances/" + USER);
    assertThat(made.rootDirectory().creationInfo().ownerUid()).isEqualTo(1000);
    assertThat(made.rootDirectory().creationInfo().ownerGid()).isEqualTo(1000);
    assertThat(made.rootDirectory().creationInfo().permissions()).isEqualTo("0750");
    assertThat(made.posixUser().uid()).isEqualTo(1000);
    assertThat(made.posixUser().gid()).isEqualTo(1000);
    Map<String, String> tags = made.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    assertThat(tags)
        .containsEntry(Tags.MANAGED, "true")
        .containsEntry(Tags.USER, USER.value())
        .containsEntry("Name", "foundry " + USER);
  }

  @Test
  void anAccessPointTakesOneCall() {
    cloud.forgetCalls();
    points.ensure(spec(USER, "create-1"));
    points.ensure(spec(USER, "create-1"));

    assertThat(cloud.calls()).containsExactly("CreateAccessPoint", "CreateAccessPoint");
  }

  @Test
  void moreAccessPointsThanOnePageHoldsAreRemovedAll() {
    IntStream.range(0, 105).forEach(n -> points.ensure(spec(USER, "wipe-" + n)));
    points.ensure(spec(OTHER, "create-1"));
    points.removeAll(USER);

    assertThat(existing()).isEqualTo(1);
  }

  @Test
  void anAccessPointThatThePlatformDidNotMakeIsNotRemoved() {
    var unused =
        efs.createAccessPoint(
            each ->
                each.clientToken("backup")
                    .fileSystemId(fileSystemId)
                    .tags(Tag.builder().key(Tags.USER).value(USER.value()).build()));
    points.removeAll(USER);

    assertThat(existing()).isEqualTo(1);
  }

  @Test
  void aLostAnswerMakesNoSecondAccessPoint() {
    cloud.fail("efs", "CreateAccessPoint", "lost-answer");
    points.ensure(spec(USER, "create-1"));

    assertThat(existing()).isEqualTo(1);
  }
}
