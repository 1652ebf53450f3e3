/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CreditAnswer;
import dev.foundryhosting.api.DonationAnswer;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.GetShutdownStats;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.SupporterRoles;
import dev.foundryhosting.usage.command.ClaimDonation;
import dev.foundryhosting.usage.command.CreditSupporter;
import dev.foundryhosting.usage.command.GetAllCosts;
import dev.foundryhosting.usage.command.GetUserCosts;
import dev.foundryhosting.usage.command.PublishDonations;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import org.jboss.logging.Logger;

/** The actions on what play costs and what covers it. */
@Singleton
class CostActions implements ActionGroup {
  private static final Logger LOG = Logger.getLogger(CostActions.class);

  private final GetUserCosts userCosts;
  private final GetAllCosts allCosts;
  private final GetShutdownStats shutdownStats;
  private final ClaimDonation claim;
  private final PublishDonations publish;
  private final CreditSupporter credit;
  private final SupporterRoles roles;

  CostActions(
      GetUserCosts userCosts,
      GetAllCosts allCosts,
      GetShutdownStats shutdownStats,
      ClaimDonation claim,
      PublishDonations publish,
      CreditSupporter credit,
      SupporterRoles roles) {
    this.userCosts = userCosts;
    this.allCosts = allCosts;
    this.shutdownStats = shutdownStats;
    this.claim = claim;
    this.publish = publish;
    this.credit = credit;
    this.roles = roles;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(
            Action.GET_USER_COSTS,
            (r, deadline) -> CostAnswers.of(userCosts.get(r.user(), r.fields().month()))),
        on(Action.GET_ALL_COSTS, (r, deadline) -> CostAnswers.of(allCosts.get(r.fields().month()))),
        on(
            Action.SHUTDOWN_STATS,
            (r, deadline) -> OverviewAnswers.of(shutdownStats.get(r.fields().month()))),
        on(Action.CLAIM_DONATION, (r, deadline) -> claim(r.user(), r.fields().transactionId())),
        on(
            Action.CREDIT_SUPPORTER,
            (r, deadline) ->
                new CreditAnswer(
                    r.user(),
                    credit.credit(r.user(), new LinkedHashSet<>(r.fields().roles()), roles))));
  }

  private DonationAnswer claim(UserId user, String transactionId) {
    BookedDonation claimed = claim.claim(user, transactionId);
    try {
      publish.publish();
    } catch (PlatformException e) {
      // The claim holds, and the ledger knows what is unpublished.
      LOG.warn("A donation could not be published; it will be later.", e);
    }
    return CostAnswers.of(claimed);
  }
}
