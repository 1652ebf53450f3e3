/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.license.LicenseId;
import java.util.List;
import java.util.Optional;

/** A run and its progress within an instance's item. */
final class RunItem {
  /** Runs of an earlier version lack it: ECS may have been asked for their task. */
  private static final String TASK_REQUESTED = "taskRequested";

  private RunItem() {}

  static void write(Run run, ItemWriter to) {
    to.text("runId", run.runId())
        .text("licenseId", run.licenseId().value())
        .time("requestedAt", run.requestedAt())
        .text("size", run.size().name())
        .map("booking", run.booking(), ReservationItem::write)
        .text("world", run.world().map(WorldName::value))
        .flag("downloads", run.downloads())
        .flag(TASK_REQUESTED, run.taskRequested())
        .map("task", run.task(), TaskItem::write)
        .map("route", run.route(), RunItem::writeRoute)
        .flag("targetRegistered", run.targetRegistered())
        .time("readyAt", run.readyAt())
        .map("notice", run.notice(), RunItem::writeNotice)
        .map("watch", run.activity(), RunItem::writeActivity)
        .text("attention", run.attention().map(Attention::name))
        .flag("routeRemoved", run.routeRemoved())
        .flag("licenseReleased", run.licenseReleased())
        .flag("booked", run.booked());
  }

  static Run read(ItemReader from) {
    return new Run(
        from.text("runId"),
        new LicenseId(from.text("licenseId")),
        from.time("requestedAt"),
        SizingItem.size(from),
        from.optionalMap("booking", ReservationItem::read),
        from.optionalText("world").flatMap(WorldName::reported),
        from.flagIfAny("downloads"),
        !from.has(TASK_REQUESTED) || from.flag(TASK_REQUESTED),
        from.optionalMap("task", TaskItem::read),
        from.optionalMap("route", RunItem::readRoute),
        from.flag("targetRegistered"),
        from.optionalTime("readyAt"),
        from.optionalMap("notice", RunItem::readNotice),
        from.map("watch", RunItem::readActivity),
        from.optionalConstant("attention", Attention.class),
        from.flag("routeRemoved"),
        from.flag("licenseReleased"),
        from.flagIfAny("booked"));
  }

  static void writePhase(Progress.Step step, ItemWriter to) {
    to.text("phase", step.phase().name()).time("since", step.since());
  }

  /** Without phases that only another version knows: they are shown, and nothing else. */
  static List<Progress.Step> readPhases(ItemReader from) {
    return from.listIfAny("progress", RunItem::readPhase).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Progress.Step> readPhase(ItemReader from) {
    return ItemReader.constantNamed(from.text("phase"), Phase.class)
        .map(phase -> new Progress.Step(phase, from.time("since")));
  }

  private static void writeNotice(Notice notice, ItemWriter to) {
    StopCauseItem.write(notice.stopCause(), to);
    to.time("stopAt", notice.stopAt()).flag("canKeepAlive", notice.canKeepAlive());
  }

  private static Notice readNotice(ItemReader from) {
    return new Notice(from.time("stopAt"), StopCauseItem.read(from), from.flag("canKeepAlive"));
  }

  private static void writeActivity(PlayerActivity activity, ItemWriter to) {
    to.number("players", activity.players())
        .time("readAt", activity.readAt())
        .time("emptySince", activity.emptySince())
        .time("playedAt", activity.playedAt())
        .flag("everJoined", activity.everJoined())
        .number("unreadable", activity.unreadable())
        .time("keptAliveUntil", activity.keptAliveUntil())
        .text("setup", activity.setup())
        .time("setupAt", activity.setupAt());
  }

  private static PlayerActivity readActivity(ItemReader from) {
    return new PlayerActivity(
        from.optionalInteger("players"),
        from.optionalTime("readAt"),
        from.optionalTime("emptySince"),
        from.optionalTime("playedAt"),
        from.flag("everJoined"),
        from.integer("unreadable"),
        from.optionalTime("keptAliveUntil"),
        from.optionalText("setup"),
        from.optionalTime("setupAt"));
  }

  private static void writeRoute(Route route, ItemWriter to) {
    to.text("targetGroupArn", route.targetGroupArn()).text("ruleArn", route.ruleArn());
  }

  private static Route readRoute(ItemReader from) {
    return new Route(from.text("targetGroupArn"), from.text("ruleArn"));
  }
}
