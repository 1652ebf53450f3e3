/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.KeepAlive;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionTest {
  private static final UserId USER = new UserId("carol");
  private static final UserId ADMINISTRATOR = new UserId("boss");

  @Test
  void eachConstantStandsInTheCatalogueOnce() {
    assertThat(Action.ALL)
        .extracting(Action::name)
        .doesNotHaveDuplicates()
        .hasSameSizeAs(
            Arrays.stream(Action.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == Action.class)
                .toList());
  }

  @Test
  void anActionIsFoundByItsName() {
    assertThat(Action.named("keep-alive").orElseThrow()).isSameAs(Action.KEEP_ALIVE);
    assertThat(Action.named("KEEP-ALIVE")).isEmpty();
  }

  @Test
  void aUserAsksOnTheOwnBehalf() {
    Caller caller = Action.START.by(USER, NoFields.NONE).caller();

    assertThat(caller.userId()).contains(USER);
    assertThat(caller.actor()).contains(new Caller.Actor(USER, Optional.of(false)));
  }

  @Test
  void anAdministratorAsksAboutAUser() {
    Caller caller = Action.START.byAdministrator(ADMINISTRATOR, USER, NoFields.NONE).caller();

    assertThat(caller.userId()).contains(USER);
    assertThat(caller.actor()).contains(new Caller.Actor(ADMINISTRATOR, Optional.of(true)));
  }

  @Test
  void aRequestShowsNoneOfItsFields() {
    InstanceRequest.Create create =
        new InstanceRequest.Create(
            "Carol",
            LicenseType.BYOL,
            Optional.of("carol"),
            Optional.of("correct horse"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(Action.CREATE.by(USER, create)).hasToString("ActionRequest[create]");
  }

  @Test
  void aServerIsKeptAsLongAsTheDomainAllows() {
    Wire.Range range =
        InstanceRequest.KeepAlive.class.getRecordComponents()[0].getAnnotation(Wire.Range.class);

    assertThat(range.max()).isEqualTo(KeepAlive.LONGEST.toMinutes());
  }

  @Test
  void aLabelThatIsNotKnownKeepsItsText() {
    Label<Status> label = Label.read(Status.class, "hibernating");

    assertThat(label.known()).isEmpty();
    assertThat(label).hasToString("hibernating");
    assertThat(label.is(Status.RUNNING)).isFalse();
    assertThat(Label.read(Status.class, "running")).isEqualTo(Label.of(Status.RUNNING));
  }
}
