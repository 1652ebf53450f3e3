package dev.foundryhosting.functions.kofiwebhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.usage.BookDonation;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.KofiSecret;
import dev.foundryhosting.usage.PublishDonations;
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
 * Books what Ko-fi tells. Ko-fi sends a message again until it is answered with 200: so that is the
 * answer once the booking is durable, 4xx to what will never be booked, and 5xx where another try
 * may succeed.
 */
@ApplicationScoped
@Named("kofi-webhook")
public class KofiWebhookHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(KofiWebhookHandler.class);

  private final BookDonation book;
  private final DonationEvents announcement;
  private final KofiSecret secret;
  private final RequestLog requests;
  private final Clock clock;

  KofiWebhookHandler(
      BookDonation book,
      PublishDonations tell,
      KofiSecret secret,
      RequestLog requests,
      Clock clock) {
    this.book = book;
    this.announcement = new DonationEvents(tell);
    this.secret = secret;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Invocation invocation = Invocation.of(context, clock);
    byte[] event = in.readNBytes(Json.MAX_BYTES + 1);
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "ko-fi")) {
      Json.write(answer(event, entry).json(), out);
    }
  }

  private Answer answer(byte[] event, RequestLog.Entry entry) {
    try {
      FunctionUrlRequest posted =
          event.length > Json.MAX_BYTES
              ? FunctionUrlRequest.tooLarge()
              : FunctionUrlRequest.in(Json.parse("event", event));
      return switch (posted) {
        case FunctionUrlRequest.Body(String form) -> booked(form, entry);
        case FunctionUrlRequest.TurnedAway(int status, String why) -> {
          entry.failed(ErrorCode.VALIDATION_ERROR);
          yield new Answer(status, why);
        }
      };
    } catch (PlatformException e) {
      entry.failed(e.code());
      return failure(e);
    } catch (RuntimeException e) {
      LOG.error("A defect", e);
      return new Answer(500, ErrorCode.INTERNAL_ERROR.playerText());
    }
  }

  private Answer booked(String form, RequestLog.Entry entry) {
    ObjectNode data = data(KofiForm.parse(form));
    Optional<String> token = secret.verificationToken();
    if (!TokenCheck.holds(token, data.path("verification_token"))) {
      entry.failed(ErrorCode.PERMISSION_DENIED);
      return new Answer(401, "The verification token is not ours.");
    }
    KofiMessage message = KofiMessage.read(data, token.orElseThrow());
    BookedDonation booked = book.book(message.donation(), message.named());
    booked.user().ifPresent(entry::user);
    announcement.make();
    entry.succeeded();
    return new Answer(200, "Booked.");
  }

  private static ObjectNode data(KofiForm form) {
    String data =
        form.find("data").orElseThrow(() -> PlatformException.invalid("data", "is missing"));
    return Json.parse("data", data.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer failure(PlatformException e) {
    if (e.code() == ErrorCode.VALIDATION_ERROR) {
      return new Answer(400, e.getMessage());
    }
    LOG.warn(e.getMessage(), e);
    return new Answer(503, "Not booked yet. Send it again.");
  }

  private record Answer(int status, String text) {
    ObjectNode json() {
      ObjectNode json = Json.object().put("statusCode", status);
      json.putObject("headers").put("content-type", "text/plain; charset=utf-8");
      return json.put("body", text).put("isBase64Encoded", false);
    }
  }
}
