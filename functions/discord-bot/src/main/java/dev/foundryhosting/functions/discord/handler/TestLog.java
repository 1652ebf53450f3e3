/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import org.jboss.logging.Logger;

/** Writes a line to the log, and says by which id an administrator finds it there. */
final class TestLog extends InteractionHandler {
  private static final Logger LOG = Logger.getLogger(TestLog.class);

  TestLog() {
    reply(SlashCommand.TEST_LOG.id(), TestLog::write);
  }

  private static void write(InteractionTask task) {
    LOG.warnf("A test of the log, asked for by %s, request %s", task.user(), task.requestId());
    task.say("admin.test-log", task.requestId());
  }
}
