package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.shutdown.GetShutdownStats;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.ClaimDonation;
import dev.foundryhosting.usage.CreditSupporter;
import dev.foundryhosting.usage.GetAllCosts;
import dev.foundryhosting.usage.GetUserCosts;
import dev.foundryhosting.usage.PublishDonations;
import dev.foundryhosting.usage.SupporterRoles;
import dev.foundryhosting.usage.UsageMonth;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The actions about what play costs and what covers it. */
@Singleton
class CostActions {
  private static final Logger LOG = Logger.getLogger(CostActions.class);

  /** As many as a Discord server has. */
  private static final int MOST_ROLES = 250;

  private final GetUserCosts userCosts;
  private final GetAllCosts allCosts;
  private final GetShutdownStats shutdownStats;
  private final ClaimDonation claim;
  private final PublishDonations tell;
  private final CreditSupporter credit;
  private final SupporterRoles roles;

  CostActions(
      GetUserCosts userCosts,
      GetAllCosts allCosts,
      GetShutdownStats shutdownStats,
      ClaimDonation claim,
      PublishDonations tell,
      CreditSupporter credit,
      SupporterRoles roles) {
    this.userCosts = userCosts;
    this.allCosts = allCosts;
    this.shutdownStats = shutdownStats;
    this.claim = claim;
    this.tell = tell;
    this.credit = credit;
    this.roles = roles;
  }

  Map<String, Action> catalogue() {
    return Map.of(
        "get-user-costs",
        Action.ofUser((r, deadline) -> CostJson.of(userCosts.get(r.user(), month(r)))),
        "get-all-costs",
        Action.ofPlatform((r, deadline) -> CostJson.of(allCosts.get(month(r)))),
        "shutdown-stats",
        Action.ofPlatform((r, deadline) -> ShutdownJson.of(shutdownStats.get(month(r)))),
        "claim-donation",
        Action.ofUser((r, deadline) -> claim(r)),
        "credit-supporter",
        Action.byAdministrator((r, deadline) -> credit(r)));
  }

  private ObjectNode claim(ActionRequest request) {
    BookedDonation claimed = claim.claim(request.user(), request.fields().text("transactionId"));
    try {
      tell.publish();
    } catch (PlatformException e) {
      // The claim holds, and what is untold lies in the ledger.
      LOG.warn("A donation could not be told; it is told later.", e);
    }
    return CostJson.of(claimed);
  }

  private ObjectNode credit(ActionRequest request) {
    Fields fields = request.fields();
    if (!fields.has("roles")) {
      throw fields.missing("roles");
    }
    int booked = credit.credit(request.user(), fields.texts("roles", MOST_ROLES), roles);
    return Json.object().put("userId", request.user().value()).put("booked", booked);
  }

  private static Optional<UsageMonth> month(ActionRequest request) {
    return request.fields().findText("month").map(UsageMonth::parse);
  }
}
