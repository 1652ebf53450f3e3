/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.FunctionUrlRequest;
import dev.foundryhosting.lambda.FunctionUrlResponse;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.command.BookDonation;
import dev.foundryhosting.usage.command.PublishDonations;
import dev.foundryhosting.usage.port.KofiSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Books the donations that Ko-fi reports. Ko-fi repeats a message until the answer is 200. A
 * durable booking is answered with 200, a message that can never be booked with 4xx, and with 5xx
 * where a repetition may succeed.
 */
@ApplicationScoped
@Named("kofi-webhook")
public class KofiWebhookHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(KofiWebhookHandler.class);

  /** The actions in the request log beside that of a donation; the alarm counts the first. */
  private static final String REFUSED = "donation-refused";

  private static final String TEST = "ko-fi-test";
  private static final int LONGEST_ID = 128;

  private final BookDonation book;
  private final DonationEvents events;
  private final KofiSecret secret;
  private final RequestLog requests;
  private final Clock clock;

  KofiWebhookHandler(
      BookDonation book,
      PublishDonations donations,
      KofiSecret secret,
      RequestLog requests,
      Clock clock) {
    this.book = book;
    this.events = new DonationEvents(donations);
    this.secret = secret;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    byte[] event = in.readNBytes(Json.MAX_BYTES + 1);
    try (Invocation invocation = Invocation.begin(context, clock);
        RequestLog.Entry entry = requests.begin(invocation.requestId(), "ko-fi")) {
      Json.write(respond(event, entry).event(), out);
    }
  }

  private FunctionUrlResponse respond(byte[] event, RequestLog.Entry entry) {
    try {
      return event.length > Json.MAX_BYTES
          ? tooLarge(entry)
          : respond(FunctionUrlRequest.of(Json.parse("event", event)), entry);
    } catch (PlatformException e) {
      entry.failed(e.code());
      return failure(e);
    } catch (RuntimeException e) {
      LOG.error("A defect", e);
      return FunctionUrlResponse.text(500, PlatformException.defect().getMessage());
    }
  }

  private FunctionUrlResponse respond(FunctionUrlRequest request, RequestLog.Entry entry) {
    if (!request.method().equals("POST")) {
      return refuse(405, "Only POST is answered here.", entry);
    }
    if (!KofiForm.hasType(request.header("content-type").orElse(""))) {
      return refuse(400, "The content type must be application/x-www-form-urlencoded.", entry);
    }
    if (request.body().isEmpty()) {
      return refuse(400, "The body cannot be decoded.", entry);
    }
    byte[] form = request.body().get();
    return form.length > KofiForm.MAX_BYTES
        ? tooLarge(entry)
        : book(new String(form, StandardCharsets.UTF_8), entry);
  }

  private FunctionUrlResponse book(String form, RequestLog.Entry entry) {
    ObjectNode data = data(KofiForm.parse(form));
    Optional<String> token = secret.verificationToken();
    if (!TokenCheck.holds(token, data.path("verification_token"))) {
      entry.failed(ErrorCode.PERMISSION_DENIED);
      return FunctionUrlResponse.text(401, "The verification token is not ours.");
    }
    if (KofiMessage.isTest(data)) {
      LOG.info("Ko-fi's test arrived: the webhook works. Nothing is booked.");
      entry.action(TEST);
      entry.succeeded();
      return FunctionUrlResponse.text(200, "Ko-fi's test arrived. Nothing is booked.");
    }
    KofiMessage message = message(data, token.orElseThrow(), entry);
    BookedDonation booked = book.book(message.donation(), message.named());
    booked.user().ifPresent(entry::user);
    events.publish();
    entry.succeeded();
    return FunctionUrlResponse.text(200, "Booked.");
  }

  /** Ko-fi's own message that cannot be read is money that is not booked: it raises an alarm. */
  private static KofiMessage message(ObjectNode data, String token, RequestLog.Entry entry) {
    try {
      return KofiMessage.read(data, token);
    } catch (PlatformException e) {
      entry.action(REFUSED);
      LOG.errorf(
          "A donation cannot be booked: %s. Ko-fi shows it as transaction %s.",
          e.getMessage(),
          DonorText.of(data.path("kofi_transaction_id").asText(), LONGEST_ID).orElse("(none)"));
      throw e;
    }
  }

  private static ObjectNode data(KofiForm form) {
    String data =
        form.find("data").orElseThrow(() -> PlatformException.invalid("data", "is missing"));
    return Json.parse("data", data.getBytes(StandardCharsets.UTF_8));
  }

  private static FunctionUrlResponse failure(PlatformException e) {
    if (e.code() == ErrorCode.VALIDATION_ERROR) {
      return FunctionUrlResponse.text(400, e.getMessage());
    }
    LOG.warn(e.getMessage(), e);
    return FunctionUrlResponse.text(503, "Not booked yet. Send it again.");
  }

  private static FunctionUrlResponse tooLarge(RequestLog.Entry entry) {
    return refuse(413, "The body must have at most 64 KB.", entry);
  }

  private static FunctionUrlResponse refuse(int status, String why, RequestLog.Entry entry) {
    entry.failed(ErrorCode.VALIDATION_ERROR);
    return FunctionUrlResponse.text(status, why);
  }
}
