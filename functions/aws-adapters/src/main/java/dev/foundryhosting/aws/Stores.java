package dev.foundryhosting.aws;

import dev.foundryhosting.instance.HealthProbe;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.PlatformOrders;
import dev.foundryhosting.instance.StartRecords;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.session.Overviews;
import dev.foundryhosting.session.Sessions;
import dev.foundryhosting.shutdown.Suspects;
import dev.foundryhosting.usage.DonationLedger;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What lies in the platform's tables, by the ports of the domain. Each port asks for its own tables
 * alone, so that a function needs no more variables than it has ports.
 */
@Singleton
class Stores {
  private final Environment environment;
  private final DynamoDbClient dynamo;

  Stores(Environment environment, AwsClients clients) {
    this.environment = environment;
    this.dynamo = clients.dynamoDb();
  }

  @Produces
  @Singleton
  Instances instances() {
    return new DynamoInstances(dynamo, environment);
  }

  @Produces
  @Singleton
  Suspects suspects() {
    return new DynamoSuspects(dynamo, environment);
  }

  @Produces
  @Singleton
  Licenses licenses() {
    return new DynamoLicenses(dynamo, environment);
  }

  @Produces
  @Singleton
  Reservations reservations() {
    return new DynamoReservations(dynamo, environment);
  }

  @Produces
  @Singleton
  UsageLedger usage() {
    return new DynamoUsageLedger(dynamo, environment);
  }

  @Produces
  @Singleton
  Sessions sessions() {
    return new DynamoSessions(dynamo, environment);
  }

  @Produces
  @Singleton
  Overviews overviews() {
    return new DynamoOverviews(dynamo, environment);
  }

  @Produces
  @Singleton
  StartRecords startRecords() {
    return new DynamoStartRecords(dynamo, environment);
  }

  @Produces
  @Singleton
  PlatformOrders orders() {
    return new DynamoPlatformOrders(dynamo, environment);
  }

  @Produces
  @Singleton
  DonationLedger donations() {
    return new DynamoDonationLedger(dynamo, environment);
  }

  @Produces
  @Singleton
  @Named("dynamodb")
  HealthProbe probe() {
    return AwsProbes.dynamoDb(dynamo, environment);
  }
}
