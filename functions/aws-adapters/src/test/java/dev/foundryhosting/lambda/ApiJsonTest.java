/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.Amount;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.api.OverviewAnswer;
import dev.foundryhosting.api.SessionListAnswer;
import dev.foundryhosting.api.UserCostsAnswer;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiJsonTest {
  private static final UserId USER = new UserId("carol");

  @Test
  void aRequestIsFlatAndHoldsWhatIsThereAlone() {
    InstanceRequest.Create create =
        new InstanceRequest.Create(
            "Carol",
            LicenseType.BYOL,
            Optional.empty(),
            Optional.empty(),
            Optional.of("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"),
            Optional.empty(),
            Optional.of(true),
            Optional.empty());

    assertThat(ApiJson.request(Action.CREATE.by(USER, create)))
        .isEqualTo(
            json(
                "{'action': 'create', 'userId': 'carol',"
                    + " 'actor': {'userId': 'carol', 'admin': false},"
                    + " 'username': 'Carol', 'licenseType': 'byol',"
                    + " 'licenseKey': 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF', 'shareLicense': true}"));
  }

  @Test
  void aRequestOfAnAdministratorSaysSo() {
    assertThat(
            ApiJson.request(
                Action.MANAGE_LICENSE_STATE.byAdministrator(
                    new UserId("boss"),
                    USER,
                    new LicenseRequest.ManageState(LicenseRequest.Operation.CLEANUP_ORPHANED))))
        .isEqualTo(
            json(
                "{'action': 'manage-license-state', 'userId': 'carol',"
                    + " 'actor': {'userId': 'boss', 'admin': true},"
                    + " 'operation': 'cleanup_orphaned'}"));
  }

  @Test
  void whatIsReadIsWrittenAgain() {
    ObjectNode costs =
        json(
            "{'userId': 'carol', 'month': '2026-11', 'seconds': 7200, 'cost': '0.14',"
                + " 'donations': '0.00', 'credits': '0.00', 'uncovered': '0.14',"
                + " 'currency': 'USD', 'otherDonations': [{'amount': '3.00', 'currency': 'EUR'}],"
                + " 'entries': [{'type': 'run', 'runId': 'r', 'from': '2026-11-20T18:00:00Z',"
                + " 'until': '2026-11-20T20:00:00Z', 'seconds': 7200, 'cpuUnits': 1024,"
                + " 'memoryMiB': 2048, 'cost': '0.14', 'currency': 'USD', 'ending': 'idle'},"
                + " {'type': 'credit', 'role': 'gold', 'at': '2026-11-20T18:00:00Z',"
                + " 'amount': '5.00', 'currency': 'USD'}]}");

    UserCostsAnswer read = ApiJson.answer(Action.GET_USER_COSTS, answer(costs));

    assertThat(read)
        .isEqualTo(
            new UserCostsAnswer(
                USER,
                UsageMonth.parse("2026-11"),
                new CostSums(
                    7200,
                    "0.14",
                    "0.00",
                    "0.00",
                    "0.14",
                    "USD",
                    List.of(new Amount("3.00", "EUR"))),
                List.of(
                    new CostEntry.Run(
                        "r",
                        Instant.parse("2026-11-20T18:00:00Z"),
                        Instant.parse("2026-11-20T20:00:00Z"),
                        7200,
                        1024,
                        2048,
                        "0.14",
                        "USD",
                        Optional.of(Label.of(StopCauseKind.IDLE)),
                        Optional.empty()),
                    new CostEntry.Credit(
                        "gold", Instant.parse("2026-11-20T18:00:00Z"), "5.00", "USD"))));
    assertThat(ApiJson.success(read).toString()).isEqualTo(answer(costs).toString());
  }

  @Test
  void countsByStateStandAmongTheOthers() {
    ObjectNode licenses = json("{'total': 3, 'private': 1, 'lent-abroad': 2, 'inUse': 1}");

    OverviewAnswer.Licenses read = ApiJson.read(OverviewAnswer.Licenses.class, licenses);

    assertThat(read)
        .isEqualTo(new OverviewAnswer.Licenses(3, Map.of("private", 1, "lent-abroad", 2), 1));
    assertThat(ApiJson.json(read).toString()).isEqualTo(licenses.toString());
  }

  @Test
  void whatANewerPlatformAddsIsNoTrouble() {
    InstanceAnswer instance =
        SampleAnswers.of(
            InstanceAnswer.class,
            "{'status': 'hibernating', 'licenseType': 'rented', 'mood': {'x': 1}}");

    assertThat(instance.status().text()).isEqualTo("hibernating");
    assertThat(instance.status().known()).isEmpty();
    assertThat(instance.status().is(Status.RUNNING)).isFalse();
    assertThat(
            SampleAnswers.of(UserCostsAnswer.class, "{'entries': [{'type': 'lottery'}]}").entries())
        .isEmpty();
  }

  @Test
  void whatAnOlderPlatformDoesNotSendYetHasItsNeutralValue() {
    SessionListAnswer list = ApiJson.read(SessionListAnswer.class, json("{}"));

    assertThat(list.sessions()).isEmpty();
    assertThat(list.cursor()).isEmpty();
  }

  @Test
  void anAnswerWithoutWhatItNeedsCannotBeRead() {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> ApiJson.answer(Action.GET_ADMIN_KEY, json("{'ok': true, 'data': {}}")))
        .withMessage("An answer of instance-management cannot be read.")
        .withStackTraceContaining("adminKey is missing")
        .extracting(PlatformException::code)
        .isEqualTo(ErrorCode.DEPENDENCY_FAILED);
  }

  @Test
  void anErrorComesBackAsTheExceptionThatItWas() {
    PlatformException refused =
        PlatformException.invalid(
            List.of(
                FieldError.of("minutes", "is missing"),
                FieldError.of("userId", "must not be empty")));

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> ApiJson.answer(Action.KEEP_ALIVE, ApiJson.failure(refused)))
        .withMessage("minutes is missing; userId must not be empty")
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains("minutes");
              assertThat(e.fields()).isEqualTo(refused.fields());
              assertThat(e.retryable()).isFalse();
            });
  }

  @Test
  void anErrorOfAnOlderPlatformNamesItsOneField() {
    ObjectNode answer =
        json(
            "{'ok': false, 'error': {'code': 'VALIDATION_ERROR', 'field': 'minutes',"
                + " 'message': 'minutes is missing', 'retryable': false}}");

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> ApiJson.answer(Action.KEEP_ALIVE, answer))
        .satisfies(
            e -> assertThat(e.fields()).containsExactly(FieldError.of("minutes", "is missing")));
  }

  @Test
  void anErrorNamesAllFieldsAndTheFirstOfThem() {
    PlatformException refused =
        PlatformException.invalid(
            List.of(FieldError.of("a", "is missing"), FieldError.of("b", "is missing")));

    assertThat(ApiJson.failure(refused).path("error"))
        .isEqualTo(
            json(
                "{'code': 'VALIDATION_ERROR', 'message': 'a is missing; b is missing',"
                    + " 'field': 'a', 'fields': [{'field': 'a', 'message': 'a is missing'},"
                    + " {'field': 'b', 'message': 'b is missing'}], 'retryable': false}"));
  }

  @Test
  void anErrorIsWrittenWithoutWhatItHasNot() {
    assertThat(ApiJson.failure(new PlatformException(ErrorCode.CONFLICT, "Again.")).toString())
        .isEqualTo(
            json("{'ok': false, 'error': {'code': 'CONFLICT', 'message': 'Again.',"
                    + " 'retryable': true}}")
                .toString());
  }

  @Test
  void aCodeThatIsNotKnownIsADefectToItsReader() {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(
            () ->
                ApiJson.answer(
                    Action.START,
                    json(
                        "{'ok': false, 'error': {'code': 'TOO_EARLY', 'message': 'Slow.',"
                            + " 'retryable': true}}")))
        .withMessage("Slow.")
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
              assertThat(e.retryable()).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyAnswerIsWrittenAndReadAlike(Action<?, ?> action) {
    Record sample = SampleAnswers.of(action.answer(), "{}");

    assertThat(ApiJson.read(action.answer(), ApiJson.json(sample))).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyRequestIsReadAsItWasSent(Action<?, ?> action) {
    ObjectNode request = SampleAnswers.json(action.request());

    Record read = RequestReader.read(action.request(), request);

    assertThat(ApiJson.json(read)).isEqualTo(request);
  }

  static List<Action<?, ?>> actions() {
    return Action.ALL;
  }

  @Test
  void whatIsReadStrictlyIsWhatWasSent() {
    var sent =
        Action.CREDIT_SUPPORTER.byAdministrator(
            new UserId("boss"), USER, new CostRequest.CreditSupporter(List.of("gold")));
    ObjectNode json = ApiJson.request(sent);

    assertThat(RequestReader.action(json)).isEqualTo("credit-supporter");
    assertThat(RequestReader.read(sent.caller().getClass(), json)).isEqualTo(sent.caller());
    assertThat(RequestReader.read(sent.fields().getClass(), json)).isEqualTo(sent.fields());
    assertThat(RequestReader.read(NoFields.class, json)).isEqualTo(NoFields.NONE);
  }

  private static ObjectNode answer(ObjectNode data) {
    return Json.object().put("ok", true).set("data", data);
  }

  private static ObjectNode json(String text) {
    return Json.parse("json", text.replace('\'', '"').getBytes(UTF_8));
  }
}
