package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.util.Optional;

/** Which work belongs to which command, button, menu and form. */
final class InteractionHandlers {
  private final ServerHandlers servers;
  private final RegistrationHandlers registration;
  private final SessionHandlers sessions;
  private final LicenseHandlers licenses;
  private final CostHandlers costs;
  private final AdminHandlers administration;
  private final RegistrationMessage registrationMessage;

  InteractionHandlers(
      ServerHandlers servers,
      RegistrationHandlers registration,
      SessionHandlers sessions,
      LicenseHandlers licenses,
      CostHandlers costs,
      AdminHandlers administration,
      RegistrationMessage registrationMessage) {
    this.servers = servers;
    this.registration = registration;
    this.sessions = sessions;
    this.licenses = licenses;
    this.costs = costs;
    this.administration = administration;
    this.registrationMessage = registrationMessage;
  }

  /** What it is called in the log: one of our own names. */
  static String name(Interaction.Input deed) {
    return switch (deed) {
      case Interaction.Command command ->
          SlashCommand.named(command.command(), command.subcommand())
              .map(known -> known.group().label() + " " + known.label())
              .orElse("unknown");
      case Interaction.MessageComponent press -> verb(press.customId());
      case Interaction.ModalSubmit submission -> verb(submission.customId());
      case Interaction.Autocomplete typing -> "typing";
    };
  }

  /** Whether the answer stands in place of the message that was pressed. */
  static boolean changesItsMessage(Interaction.MessageComponent press) {
    return CustomId.parse(press.customId()).map(id -> id.verb().changesItsMessage()).orElse(false);
  }

  /**
   * @return what is to be watched from now on, if anything
   */
  Optional<ProgressPoll> perform(InteractionTask job) {
    return switch (job.interaction().deed()) {
      case Interaction.Command command ->
          perform(
              job,
              SlashCommand.named(command.command(), command.subcommand())
                  .orElseThrow(InteractionHandlers::odd));
      case Interaction.MessageComponent press ->
          perform(job, CustomId.parse(press.customId()).orElseThrow(InteractionHandlers::odd));
      case Interaction.ModalSubmit submission ->
          perform(job, CustomId.parse(submission.customId()).orElseThrow(InteractionHandlers::odd));
      case Interaction.Autocomplete typing -> throw odd();
    };
  }

  private Optional<ProgressPoll> perform(InteractionTask job, SlashCommand command) {
    return switch (command) {
      case DASHBOARD -> servers.dashboard(job);
      case LICENSE -> done(() -> licenses.show(job));
      case SESSIONS -> done(() -> sessions.list(job));
      case COSTS -> done(() -> costs.show(job));
      case OVERVIEW -> done(() -> administration.overview(job));
      case SETUP_REGISTRATION -> done(() -> registrationMessage.setUp(job));
      case RECREATE_REGISTRATION -> done(() -> registrationMessage.recreate(job));
      case FORCE_STOP -> done(() -> confirm(job, AdminAction.FORCE_STOP, job.option("user")));
      case CANCEL_SESSION ->
          done(() -> confirm(job, AdminAction.CANCEL_SESSION, job.option("session")));
      case MAINTENANCE ->
          done(
              () ->
                  confirm(
                      job,
                      job.option("enabled").equals("true")
                          ? AdminAction.MAINTENANCE_ON
                          : AdminAction.MAINTENANCE_OFF,
                      "-"));
      case RESET -> done(() -> confirm(job, AdminAction.RESET, "-"));
      case TEST_LOG -> done(() -> administration.testLog(job));
      case CLEANUP -> done(() -> administration.cleanup(job));
      case HELP -> throw odd();
    };
  }

  private Optional<ProgressPoll> perform(InteractionTask job, CustomId id) {
    return switch (id.verb()) {
      case REGISTER_FORM -> registration.register(job, id.argument(0));
      case START -> servers.perform(job, ManagementRequest.of("start", job.user()));
      case STOP -> servers.perform(job, ManagementRequest.of("stop", job.user()));
      case KEEP_ALIVE -> servers.perform(job, servers.keepAlive(job, id.argument(1)));
      case VERSION ->
          servers.perform(
              job,
              ManagementRequest.of("update-version", job.user())
                  .with("foundryVersion", job.selected()));
      case REFRESH -> servers.refresh(job);
      case PROLONG -> done(() -> servers.prolong(job, id.argument(1)));
      case ADMIN_KEY -> done(() -> servers.adminKey(job));
      case DESTROY_FORM -> servers.destroy(job, id.argument(1).equals("keep"));
      case SESSIONS -> done(() -> sessions.list(job));
      case PLAN_FORM -> done(() -> sessions.propose(job));
      case PLAN_BOOK -> done(() -> sessions.book(job, id.argument(1)));
      case CANCEL_SESSION -> done(() -> sessions.cancel(job));
      case LICENSE -> done(() -> licenses.show(job));
      case LICENSE_DO -> done(() -> licenses.change(job, id.argument(1)));
      case COSTS -> done(() -> costs.show(job));
      case CLAIM_FORM -> done(() -> costs.claim(job));
      case ADMIN_OVERVIEW -> done(() -> administration.overview(job));
      case ADMIN_DETAIL -> done(() -> administration.detail(job));
      case ADMIN_ASK_FORM ->
          done(
              () ->
                  administration.confirm(
                      job,
                      AdminAction.named(id.argument(0)).orElseThrow(InteractionHandlers::odd),
                      id.argument(1),
                      job.input("reason")));
      case ADMIN_DO -> done(() -> administration.perform(job, id.argument(0)));
      case REGISTER, REGISTER_AS, NEVER_MIND, DESTROY, DESTROY_AS, PLAN, CLAIM, ADMIN_ASK ->
          // The door answers these itself.
          throw odd();
    };
  }

  private void confirm(InteractionTask job, AdminAction action, String target) {
    administration.confirm(job, action, target, job.option("reason"));
  }

  private static Optional<ProgressPoll> done(Runnable work) {
    work.run();
    return Optional.empty();
  }

  private static String verb(String customId) {
    return CustomId.parse(customId).map(id -> id.verb().code()).orElse("unknown");
  }

  private static PlatformException odd() {
    return PlatformException.invalid("work", "must be something that is worked on");
  }
}
