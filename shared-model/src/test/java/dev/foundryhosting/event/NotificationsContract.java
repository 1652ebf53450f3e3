/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every event bus must do. */
public abstract class NotificationsContract {
  /**
   * An event as it arrived.
   *
   * @param name the event's name
   * @param userId of the event
   */
  public record Arrived(String name, String eventId, Optional<String> userId) {
    static Arrived of(DomainEvent event) {
      return new Arrived(event.name(), event.eventId(), event.userId().map(user -> user.value()));
    }
  }

  /** The bus under test, which published nothing yet. */
  protected abstract Notifications notifications();

  /** All that arrived, in any order. */
  protected abstract List<Arrived> arrived();

  /** From now on nothing is accepted. */
  protected abstract void breakDown();

  @Test
  void everyKindOfEventArrives() {
    notifications().publish(EventSamples.all());

    assertThat(arrived())
        .containsExactlyInAnyOrderElementsOf(EventSamples.all().stream().map(Arrived::of).toList());
  }

  @Test
  void anEmptyListIsAccepted() {
    notifications().publish(List.of());

    assertThat(arrived()).isEmpty();
  }

  @Test
  void moreEventsThanFitInOneCallArrive() {
    List<DomainEvent> many =
        IntStream.range(0, 25).mapToObj(i -> EventSamples.stopped("event-" + i)).toList();

    notifications().publish(many);

    assertThat(arrived())
        .extracting(Arrived::eventId)
        .containsExactlyInAnyOrderElementsOf(many.stream().map(DomainEvent::eventId).toList());
  }

  @Test
  void anEventThatIsPublishedAgainArrivesAgain() {
    DomainEvent event = EventSamples.stopped("again");

    notifications().publish(List.of(event));
    notifications().publish(List.of(event));

    assertThat(arrived()).containsExactly(Arrived.of(event), Arrived.of(event));
  }

  @Test
  void aRejectedEventIsAFailure() {
    breakDown();

    assertThatThrownBy(() -> notifications().publish(EventSamples.all()))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
            });
  }
}
