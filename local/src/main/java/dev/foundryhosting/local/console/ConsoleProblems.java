/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import dev.foundryhosting.api.ErrorAnswer;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.local.activity.Activity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What pages get when the console or the platform refuses. */
@Singleton
public class ConsoleProblems {
  private final Activity activity;

  ConsoleProblems(Activity activity) {
    this.activity = activity;
  }

  /**
   * The platform's shape of an answer, with what the polling pages show anyway.
   *
   * @param problem the error's message
   */
  public record Problem(
      boolean ok, ErrorAnswer error, String problem, List<Activity.Entry> events) {}

  /** The status is 200, as for a refusal that the platform answers itself. */
  @ServerExceptionMapper
  public Response refused(PlatformException e) {
    return answer(200, e);
  }

  @ServerExceptionMapper
  public Response refused(IllegalArgumentException e) {
    String problem = String.valueOf(e.getMessage());
    return answer(400, new PlatformException(ErrorCode.VALIDATION_ERROR, problem));
  }

  private Response answer(int status, PlatformException e) {
    List<Activity.Entry> events = activity.newest(ConsoleApi.EVENTS_SHOWN);
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(new Problem(false, ErrorAnswer.of(e), e.getMessage(), events))
        .build();
  }
}
