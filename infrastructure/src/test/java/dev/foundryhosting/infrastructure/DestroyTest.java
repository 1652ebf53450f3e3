/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code make destroy} removes, and when it refuses. */
class DestroyTest extends ScriptFixture {
  @BeforeEach
  void impatience() {
    environment.put("BACKUP_PAUSE", "0");
    environment.put("BACKUP_LOOKS", "3");
  }

  @Test
  void anEmptyPlatformIsDestroyedAfterItsProtectionIsOff() throws Exception {
    Run run = run("destroy", "--yes");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(calls())
        .containsSubsequence(
            "aws dynamodb update-table --table-name foundry-hosting-instances"
                + " --no-deletion-protection-enabled",
            "pulumi state unprotect --all --yes",
            "pulumi destroy --yes");
  }

  @Test
  void usersDataIsNotDestroyed() throws Exception {
    environment.put("FAKE_ITEMS", "1");

    Run run = run("destroy", "--yes");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains("the table foundry-hosting-instances is not empty", "say it twice");
    assertThat(calls())
        .noneMatch(call -> call.contains("destroy") || call.contains("update-table"));
  }

  @Test
  void destroyNeedsASecondConfirmation() throws Exception {
    environment.put("FAKE_TAGGED", "arn:aws:s3:::foundry-u1-00000000");
    environment.put("DESTROY_USERS_DATA", "yes");

    assertThat(run("destroy").code()).isEqualTo(1);
    environment.put("REALLY", "another.example.org");
    assertThat(run("destroy").code()).isEqualTo(1);
    assertThat(calls()).noneMatch(call -> call.startsWith("pulumi destroy"));

    environment.put("REALLY", "play.example.org");
    Run run = run("destroy");
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("Told twice", "remove them by hand");
  }

  @Test
  void anUnreadableTableCountsAsData() throws Exception {
    environment.put("FAKE_TABLES", "denied");

    Run run = run("destroy");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("nothing was removed");
  }

  @Test
  void aPlatformWhoseTablesAreGoneAlreadyCanStillBeDestroyed() throws Exception {
    environment.put("FAKE_TABLES", "gone");

    assertThat(run("destroy").code()).isZero();
    assertThat(calls()).noneMatch(call -> call.contains("update-table"));
  }

  @Test
  void tasksThatEndedAreNoDataOfUsers() throws Exception {
    environment.put("FAKE_TAGGED", "arn:aws-cn:ecs:cn-north-1:123456789012:task/cluster/0123abcd");

    Run run = run("destroy", "--yes");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).doesNotContain("resources of users", "by hand");
  }

  @Test
  void whatRunsIsStoppedBeforeAnythingIsRemoved() throws Exception {
    environment.put("FAKE_TASKS", "arn:task/1\tarn:task/2");
    assertThat(run("destroy").output()).contains("2 tasks run", "say it twice");

    environment.put("DESTROY_USERS_DATA", "yes");
    environment.put("REALLY", "play.example.org");
    Run run = run("destroy", "--yes");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(calls())
        .containsSubsequence(
            "aws ecs stop-task --cluster foundry-hosting-cluster --task arn:task/1 --reason The"
                + " platform is being destroyed.",
            "aws ecs wait tasks-stopped --cluster foundry-hosting-cluster --tasks arn:task/2",
            "pulumi destroy --yes");
  }

  @Test
  void theStackStandsUntilTheBackupsAreGone() throws Exception {
    slowBackups(2);
    Run run = run("destroy", "--yes");
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("Waiting until AWS has deleted the backups");

    slowBackups(100);
    Run never = run("destroy", "--yes");
    assertThat(never.code()).isEqualTo(1);
    assertThat(never.output()).contains("Backups are left in the vault foundry-hosting-backups");
    assertThat(calls()).filteredOn(call -> call.startsWith("pulumi destroy")).hasSize(1);
  }

  /** AWS lists a backup for so many times after somebody deleted it. */
  private void slowBackups(int times) throws Exception {
    tool(
        "aws",
        """
        case "$*" in
          'dynamodb describe-table'*) echo 'ResourceNotFoundException' >&2; exit 255 ;;
          'backup list'*)
            looks=$(grep -c 'backup list' '%s')
            [ "$looks" -gt %d ] || echo arn:backup ;;
        esac
        """
            .formatted(folder.resolve("calls"), looks() + times));
  }

  private long looks() throws Exception {
    return calls().stream().filter(call -> call.contains("backup list")).count();
  }
}
