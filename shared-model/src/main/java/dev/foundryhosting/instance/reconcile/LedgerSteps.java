package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.Wipe;
import dev.foundryhosting.usage.BookRun;

/**
 * The steps that put what a task cost into the ledger, once it ended for certain. The ledger knows
 * a task by its token, so a step that died before it was recorded is taken again.
 */
final class LedgerSteps {
  private final BookRun booking;

  LedgerSteps(BookRun booking) {
    this.booking = booking;
  }

  StepResult bookRun(Instance i) {
    // A run whose user wanted it to end has no ending of its own.
    StopCauseKind kind = i.stopCause().map(StopCause::kind).orElse(StopCauseKind.ASKED);
    var unused = booking.book(MeteredTasks.ofRun(i).orElseThrow().endedBy(kind));
    return StepResult.ofRun(Run::bookedNow);
  }

  StepResult bookWipe(Instance i) {
    var unused = booking.book(MeteredTasks.ofWipe(i).orElseThrow());
    return StepResult.ofWipe(Wipe::bookedNow);
  }
}
