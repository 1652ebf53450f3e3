package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.aws.dynamodb.DynamoDonationLedger;
import dev.foundryhosting.aws.dynamodb.DynamoInstances;
import dev.foundryhosting.aws.dynamodb.DynamoLicenses;
import dev.foundryhosting.aws.dynamodb.DynamoMaintenanceOrders;
import dev.foundryhosting.aws.dynamodb.DynamoOrphanCandidates;
import dev.foundryhosting.aws.dynamodb.DynamoReservations;
import dev.foundryhosting.aws.dynamodb.DynamoSessionOverviews;
import dev.foundryhosting.aws.dynamodb.DynamoSessions;
import dev.foundryhosting.aws.dynamodb.DynamoStartRecords;
import dev.foundryhosting.aws.dynamodb.DynamoUsageLedger;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.session.SessionOverviews;
import dev.foundryhosting.session.Sessions;
import dev.foundryhosting.shutdown.OrphanCandidates;
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
class TableBeans {
  private final Environment environment;
  private final DynamoDbClient dynamo;

  TableBeans(Environment environment, AwsClients clients) {
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
  OrphanCandidates suspects() {
    return new DynamoOrphanCandidates(dynamo, environment);
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
  SessionOverviews overviews() {
    return new DynamoSessionOverviews(dynamo, environment);
  }

  @Produces
  @Singleton
  StartRecords startRecords() {
    return new DynamoStartRecords(dynamo, environment);
  }

  @Produces
  @Singleton
  MaintenanceOrders orders() {
    return new DynamoMaintenanceOrders(dynamo, environment);
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
