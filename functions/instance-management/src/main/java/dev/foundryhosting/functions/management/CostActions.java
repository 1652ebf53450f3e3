package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.shutdown.GetShutdownStats;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.ClaimDonation;
import dev.foundryhosting.usage.GetAllCosts;
import dev.foundryhosting.usage.GetUserCosts;
import dev.foundryhosting.usage.TellDonations;
import dev.foundryhosting.usage.UsageMonth;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The actions about what play costs and what covers it. */
@Singleton
class CostActions {
  private static final Logger LOG = Logger.getLogger(CostActions.class);

  private final GetUserCosts userCosts;
  private final GetAllCosts allCosts;
  private final GetShutdownStats shutdownStats;
  private final ClaimDonation claim;
  private final TellDonations tell;

  CostActions(
      GetUserCosts userCosts,
      GetAllCosts allCosts,
      GetShutdownStats shutdownStats,
      ClaimDonation claim,
      TellDonations tell) {
    this.userCosts = userCosts;
    this.allCosts = allCosts;
    this.shutdownStats = shutdownStats;
    this.claim = claim;
    this.tell = tell;
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
        Action.ofUser((r, deadline) -> claim(r)));
  }

  private ObjectNode claim(Request request) {
    BookedDonation claimed = claim.claim(request.user(), request.fields().text("transactionId"));
    try {
      tell.tell();
    } catch (PlatformException e) {
      // The claim holds, and what is untold lies in the ledger.
      LOG.warn("A donation could not be told; it is told later.", e);
    }
    return CostJson.of(claimed);
  }

  private static Optional<UsageMonth> month(Request request) {
    return request.fields().findText("month").map(UsageMonth::parse);
  }
}
