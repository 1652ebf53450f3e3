package dev.foundryhosting.functions.management;

import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.Journal;
import dev.foundryhosting.instance.PlatformOrders;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.operation.Attention;
import dev.foundryhosting.operation.OrderMaintenance;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.SurveyPlatform;
import dev.foundryhosting.session.Sessions;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the maintainers as beans. */
class OperationUseCases {
  @Produces
  @Singleton
  OrderMaintenance maintenance(
      PlatformOrders orders, Instances instances, Journal journal, Clock clock) {
    return new OrderMaintenance(orders, new Attention(instances, journal, clock), clock);
  }

  @Produces
  @Singleton
  ResetMaintenance reset(
      OrderMaintenance maintenance,
      Sessions sessions,
      Instances instances,
      Journal journal,
      Clock clock) {
    return new ResetMaintenance(maintenance, sessions, instances, journal, clock);
  }

  @Produces
  @Singleton
  SurveyPlatform survey(
      Instances instances,
      Sessions sessions,
      Licenses licenses,
      UsageLedger ledger,
      PlatformOrders orders,
      SpendingCaps caps,
      Clock clock) {
    return new SurveyPlatform(instances, sessions, licenses, ledger, orders, caps, clock);
  }
}
