package dev.foundryhosting.aws;

import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.license.LicenseId;

/** How a run and its progress are written within an instance's item. */
final class RunItem {
  private RunItem() {}

  static void write(Run run, ItemWriter to) {
    to.text("runId", run.runId())
        .text("licenseId", run.licenseId().value())
        .time("requestedAt", run.requestedAt())
        .map("task", run.task(), TaskItem::write)
        .map("route", run.route(), RunItem::writeRoute)
        .flag("targetRegistered", run.targetRegistered())
        .time("readyAt", run.readyAt())
        .flag("routeRemoved", run.routeRemoved())
        .flag("licenseReleased", run.licenseReleased());
  }

  static Run read(ItemReader from) {
    return new Run(
        from.text("runId"),
        new LicenseId(from.text("licenseId")),
        from.time("requestedAt"),
        from.optionalMap("task", TaskItem::read),
        from.optionalMap("route", RunItem::readRoute),
        from.flag("targetRegistered"),
        from.optionalTime("readyAt"),
        from.flag("routeRemoved"),
        from.flag("licenseReleased"));
  }

  static void writePhase(Progress.Step step, ItemWriter to) {
    to.text("phase", step.phase().name()).time("since", step.since());
  }

  static Progress.Step readPhase(ItemReader from) {
    return new Progress.Step(Phase.valueOf(from.text("phase")), from.time("since"));
  }

  private static void writeRoute(Route route, ItemWriter to) {
    to.text("targetGroupArn", route.targetGroupArn()).text("ruleArn", route.ruleArn());
  }

  private static Route readRoute(ItemReader from) {
    return new Route(from.text("targetGroupArn"), from.text("ruleArn"));
  }
}
