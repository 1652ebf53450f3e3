package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Costs;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.DonationEntry;
import dev.foundryhosting.usage.GetAllCosts.AllCosts;
import dev.foundryhosting.usage.GetUserCosts.UserCosts;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import java.util.List;

/** How callers see costs and donations (docs/api.md). Amounts are decimal strings. */
final class CostJson {
  private static final String USER_ID = "userId";
  private static final String MONTH = "month";
  private static final String TYPE = "type";

  private CostJson() {}

  static ObjectNode of(UserCosts user) {
    ObjectNode json =
        Json.object().put(USER_ID, user.user().value()).put(MONTH, user.month().toString());
    write(user.costs(), json);
    ArrayNode entries = json.putArray("entries");
    user.entries().forEach(entry -> entries.add(of(entry)));
    user.running().ifPresent(run -> entries.add(of(run).put("running", true)));
    return json;
  }

  static ObjectNode of(AllCosts all) {
    ObjectNode json = Json.object().put(MONTH, all.month().toString());
    write(all.costs(), json);
    ArrayNode entries = json.putArray("entries");
    all.users()
        .forEach((user, costs) -> write(costs, entries.addObject().put(USER_ID, user.value())));
    ObjectNode unclaimed = json.putObject("unclaimed");
    unclaimed.put("donations", all.unclaimed().donations().text());
    others(all.unclaimed().otherDonations(), unclaimed);
    return json;
  }

  static ObjectNode of(BookedDonation booked) {
    ObjectNode json = Json.object();
    booked.user().ifPresent(user -> json.put(USER_ID, user.value()));
    json.put(MONTH, booked.donation().month().toString());
    write(booked.donation(), json);
    return json;
  }

  private static void write(Costs costs, ObjectNode json) {
    json.put("seconds", costs.seconds())
        .put("cost", costs.cost().text())
        .put("donations", costs.donations().text())
        .put("credits", costs.credits().text())
        .put("uncovered", costs.uncovered().text())
        .put("currency", costs.cost().currency().getCurrencyCode());
    others(costs.otherDonations(), json);
  }

  private static void others(List<Money> donations, ObjectNode json) {
    if (!donations.isEmpty()) {
      ArrayNode others = json.putArray("otherDonations");
      donations.forEach(each -> write(each, others.addObject()));
    }
  }

  private static ObjectNode of(UsageEntry entry) {
    return switch (entry) {
      case RunEntry run -> of(run);
      case DonationEntry(var donation) -> write(donation, Json.object().put(TYPE, "donation"));
      case CreditEntry credit ->
          write(
              credit.amount(),
              Json.object()
                  .put(TYPE, "credit")
                  .put("role", credit.role())
                  .put("at", credit.at().toString()));
    };
  }

  private static ObjectNode of(RunEntry run) {
    ObjectNode json =
        Json.object()
            .put(TYPE, "run")
            .put("runId", run.runId())
            .put("from", run.from().toString())
            .put("until", run.until().toString())
            .put("seconds", run.seconds())
            .put("cpuUnits", run.cpuUnits())
            .put("memoryMiB", run.memoryMiB())
            .put("cost", run.cost().text())
            .put("currency", run.cost().currency().getCurrencyCode());
    run.ending().ifPresent(kind -> json.put("ending", kind.label()));
    return json;
  }

  private static ObjectNode write(Donation donation, ObjectNode json) {
    json.put("transactionId", donation.transactionId())
        .put("kind", donation.kind())
        .put("at", donation.at().toString());
    write(donation.amount(), json);
    donation.from().ifPresent(name -> json.put("from", name));
    donation.message().ifPresent(words -> json.put("message", words));
    return json;
  }

  static ObjectNode write(Money money, ObjectNode json) {
    return json.put("amount", money.text()).put("currency", money.currency().getCurrencyCode());
  }
}
