/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceListAnswer;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.local.functions.FunctionHost;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks {@code instance-management} by invoking it, as the bot does. */
@Singleton
public class Platform {
  static final UserId OPERATOR = new UserId("operator");

  private static final String FUNCTION = "instance-management";

  private final FunctionHost functions;

  Platform(FunctionHost functions) {
    this.functions = functions;
  }

  /**
   * Carries out a page's request as the user whom it concerns.
   *
   * @param request the action's fields, with {@code userId}
   */
  ObjectNode act(Action<?, ?> action, ObjectNode request) {
    return perform(action, request.path("userId").asText(), false, request);
  }

  /** Carries out a page's request as an administrator. */
  ObjectNode operate(Action<?, ?> action, ObjectNode request) {
    return perform(action, OPERATOR.value(), true, request);
  }

  /**
   * Reads something for a page; the list of what happened does not show it.
   *
   * @throws PlatformException when the platform refuses
   */
  <A extends Record> A ask(ActionRequest<?, A> request) {
    byte[] event = ApiJson.request(request).toString().getBytes(UTF_8);
    return ApiJson.answer(request.action(), read(functions.ask(FUNCTION, event)));
  }

  /**
   * All servers.
   *
   * @throws PlatformException when the platform refuses
   */
  List<InstanceAnswer> instances() {
    List<InstanceAnswer> instances = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      PageRequest page = new PageRequest(cursor, Optional.of(PageRequest.LARGEST));
      InstanceListAnswer answer = ask(Action.LIST_ALL.byAdministrator(OPERATOR, page));
      instances.addAll(answer.instances());
      cursor = answer.cursor();
    } while (cursor.isPresent());
    return instances;
  }

  private ObjectNode perform(Action<?, ?> action, String actor, boolean admin, ObjectNode request) {
    request
        .put("action", action.name())
        .putObject("actor")
        .put("userId", actor)
        .put("admin", admin);
    return read(functions.invoke(FUNCTION, request.toString().getBytes(UTF_8)));
  }

  /** The function's answer; a failure of the function itself has the shape of its errors. */
  private static ObjectNode read(FunctionHost.Answer answer) {
    ObjectNode payload = answer.json();
    if (answer.error().isEmpty()) {
      return payload;
    }
    String message = payload.get("errorMessage").asText();
    return ApiJson.failure(PlatformException.dependency(message, true));
  }
}
