/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The policies of each function's role. */
public final class FunctionPolicies {
  /** Their callers do not wait: a queue of each keeps the events that it failed at. */
  public static final Set<PlatformFunction> ASYNCHRONOUS =
      Set.of(
          PlatformFunction.TASK_EVENTS,
          PlatformFunction.AUTO_SHUTDOWN,
          PlatformFunction.SESSION_PREP,
          PlatformFunction.WORLD_FILES,
          PlatformFunction.DISCORD_BOT);

  /** The functions that create, change and remove what users own. */
  public static final Set<PlatformFunction> RECONCILING =
      Set.of(
          PlatformFunction.INSTANCE_MANAGEMENT,
          PlatformFunction.TASK_EVENTS,
          PlatformFunction.AUTO_SHUTDOWN,
          PlatformFunction.SESSION_PREP);

  /** They read by key alone. */
  private static final Set<PlatformFunction> WITHOUT_QUERIES =
      Set.of(PlatformFunction.WORLD_FILES, PlatformFunction.DISCORD_BOT);

  private FunctionPolicies() {}

  /**
   * The managed policy of all functions that reconcile: an inline policy with it would be longer
   * than IAM allows.
   */
  public static PolicyDocument shared(PolicyScope scope) {
    List<Statement> statements = new ArrayList<>(RoutingStatements.in(scope));
    statements.addAll(TenantStatements.in(scope));
    return new PolicyDocument(statements);
  }

  /** The function's inline policy. */
  public static PolicyDocument ofItself(PlatformFunction function, PolicyScope scope) {
    List<Statement> statements = new ArrayList<>();
    if (RECONCILING.contains(function)) {
      statements.addAll(reconciling(scope));
    }
    statements.addAll(own(function, scope));
    statements.addAll(tables(function, scope));
    statements.add(
        Statement.allow("WriteOwnLog", "logs:CreateLogStream", "logs:PutLogEvents")
            .on(scope.logStreamsArn(function)));
    statements.add(
        Statement.allow("Trace", "xray:PutTraceSegments", "xray:PutTelemetryRecords")
            .onEverything());
    if (ASYNCHRONOUS.contains(function)) {
      statements.add(
          Statement.allow("KeepWhatFailed", "sqs:SendMessage").on(scope.failedQueueArn(function)));
    }
    return new PolicyDocument(statements);
  }

  private static List<Statement> own(PlatformFunction function, PolicyScope scope) {
    return switch (function) {
      case INSTANCE_MANAGEMENT ->
          List.of(
              Statement.allow("ListAllThereIs", "dynamodb:Scan")
                  .on(
                      scope.tableArn(TableSchema.INSTANCES),
                      scope.tableArn(TableSchema.LICENSE_POOL)),
              Statement.allow("DigestCredentials", "secretsmanager:GetSecretValue")
                  .on(scope.portalSecretArn()),
              FileStatements.handOut(scope),
              FileStatements.takeIn(scope),
              Statement.allow("AskForTheQueuesHealth", "sqs:GetQueueAttributes")
                  .on(scope.wakeupQueueArn()));
      case TASK_EVENTS ->
          // Lambda reads the queue with the function's role.
          List.of(
              Statement.allow(
                      "TakeWakeups",
                      "sqs:ReceiveMessage",
                      "sqs:DeleteMessage",
                      "sqs:GetQueueAttributes")
                  .on(scope.wakeupQueueArn()));
      case AUTO_SHUTDOWN, SESSION_PREP -> List.of();
      case WORLD_FILES -> FileStatements.in(scope);
      case KOFI_WEBHOOK ->
          List.of(
              Statement.allow("ReadOwnToken", "secretsmanager:GetSecretValue")
                  .on(scope.kofiSecretArn()),
              publishEvents(scope));
      case DISCORD_BOT ->
          List.of(
              Statement.allow("ReadOwnToken", "secretsmanager:GetSecretValue")
                  .on(scope.discordSecretArn()),
              Statement.allow("AskManagementAndGoOnByItself", "lambda:InvokeFunction")
                  .on(
                      scope.functionArn(PlatformFunction.INSTANCE_MANAGEMENT),
                      scope.functionArn(PlatformFunction.DISCORD_BOT)));
    };
  }

  /**
   * Any pass of the reconciler may start, stop or remove any server, also for a session: the claim
   * of a run checks the session's reservation. {@link #shared} comes on top.
   */
  private static List<Statement> reconciling(PolicyScope scope) {
    List<Statement> statements = new ArrayList<>(ServerStatements.in(scope));
    statements.add(Statement.allow("SendWakeups", "sqs:SendMessage").on(scope.wakeupQueueArn()));
    statements.add(publishEvents(scope));
    statements.add(
        Statement.allow("HaveFilesWorkedOn", "lambda:InvokeFunction")
            .on(scope.functionArn(PlatformFunction.WORLD_FILES)));
    statements.add(
        Statement.allow("StartWhatIsBooked", "dynamodb:ConditionCheckItem")
            .on(scope.tableArn(TableSchema.LICENSE_RESERVATIONS)));
    return statements;
  }

  private static Statement publishEvents(PolicyScope scope) {
    return Statement.allow("TellWhatHappened", "events:PutEvents").on(scope.eventBusArn());
  }

  /** A transaction needs the permissions of its parts. */
  private static List<Statement> tables(PlatformFunction function, PolicyScope scope) {
    List<String> tables = function.tables().stream().map(scope::tableArn).toList();
    List<String> indexes =
        function.tables().stream()
            .filter(table -> !table.indexes().isEmpty())
            .map(table -> scope.tableArn(table) + "/index/*")
            .toList();
    List<String> actions =
        new ArrayList<>(
            List.of(
                "dynamodb:DeleteItem",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem"));
    if (RECONCILING.contains(function)) {
      // It grants nothing beyond GetItem.
      actions.add("dynamodb:BatchGetItem");
    }
    if (!WITHOUT_QUERIES.contains(function)) {
      actions.add("dynamodb:Query");
    }
    Statement use = Statement.allow("UseTables", actions.toArray(String[]::new)).on(tables);
    List<Statement> statements = new ArrayList<>();
    statements.add(
        function == PlatformFunction.WORLD_FILES ? FileStatements.onJobsAlone(use) : use);
    if (!indexes.isEmpty() && !WITHOUT_QUERIES.contains(function)) {
      statements.add(Statement.allow("UseIndexes", "dynamodb:Query").on(indexes));
    }
    return statements;
  }
}
