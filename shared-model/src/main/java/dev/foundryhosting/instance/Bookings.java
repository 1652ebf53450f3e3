package dev.foundryhosting.instance;

import dev.foundryhosting.event.EndingKind;
import dev.foundryhosting.usage.BookRun;

/**
 * The steps that put what a task cost into the ledger, once it ended for certain. The ledger knows
 * a task by its token, so a step that died before it was recorded is taken again.
 */
final class Bookings {
  private final BookRun booking;

  Bookings(BookRun booking) {
    this.booking = booking;
  }

  Outcome bookRun(Instance i) {
    // A run whose user wanted it to end has no ending of its own.
    EndingKind kind = i.ending().map(Ending::kind).orElse(EndingKind.ASKED);
    var unused = booking.book(MeteredTasks.ofRun(i).orElseThrow().endedBy(kind));
    return Outcome.ofRun(Run::bookedNow);
  }

  Outcome bookWipe(Instance i) {
    var unused = booking.book(MeteredTasks.ofWipe(i).orElseThrow());
    return Outcome.ofWipe(Wipe::bookedNow);
  }
}
