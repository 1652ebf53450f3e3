package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.platform.UserId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a maintainers' order is written, under a key that no user's id can be. */
final class MaintenanceItem {
  static final String REASON = "reason";
  static final String BY = "orderedBy";
  static final String SINCE = "orderedAt";

  private MaintenanceItem() {}

  /** '#' occurs in no user id. */
  static Map<String, AttributeValue> maintenanceKey() {
    return Map.of(InstanceItem.USER_ID, ItemWriter.textValue("#maintenance"));
  }

  static MaintenanceOrder readMaintenance(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new MaintenanceOrder(item.text(REASON), new UserId(item.text(BY)), item.time(SINCE));
  }
}
