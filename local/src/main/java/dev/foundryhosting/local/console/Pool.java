/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.LicenseAnswer;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.api.PoolAnswer;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All users, sessions and licences, from the answers to several actions.
 *
 * @param sessions by start
 * @param licences by id
 */
record Pool(
    List<InstanceAnswer> users, List<SessionAnswer> sessions, List<LicenseAnswer> licences) {

  static Pool read(Platform platform) {
    List<InstanceAnswer> users = platform.instances();
    List<SessionAnswer> sessions =
        users.stream()
            .map(
                user ->
                    Action.LIST_SESSIONS.byAdministrator(
                        Platform.OPERATOR, user.userId(), PageRequest.first()))
            .flatMap(request -> platform.ask(request).sessions().stream())
            .sorted(Comparator.comparing(SessionAnswer::startsAt))
            .toList();
    return new Pool(users, sessions, licences(platform, users));
  }

  /** The pool as an operator sees it, and each licence that is not lent as its owner sees it. */
  private static List<LicenseAnswer> licences(Platform platform, List<InstanceAnswer> users) {
    Map<LicenseId, LicenseAnswer> licences = new TreeMap<>(Comparator.comparing(LicenseId::value));
    add(
        platform,
        Action.LICENSE_POOL_STATUS.byAdministrator(Platform.OPERATOR, NoFields.NONE),
        licences);
    for (InstanceAnswer user : users) {
      if (user.license().filter(own -> !licences.containsKey(own.licenseId())).isPresent()) {
        add(platform, Action.LICENSE_POOL_STATUS.by(user.userId(), NoFields.NONE), licences);
      }
    }
    return List.copyOf(licences.values());
  }

  private static void add(
      Platform platform,
      ActionRequest<?, PoolAnswer> request,
      Map<LicenseId, LicenseAnswer> licences) {
    for (LicenseAnswer each : platform.ask(request).licenses()) {
      licences.putIfAbsent(each.licenseId(), each);
    }
  }

  /** A user's name, or the id of a user who is gone. */
  String name(UserId user) {
    return users.stream()
        .filter(each -> each.userId().equals(user))
        .map(InstanceAnswer::username)
        .findFirst()
        .orElse(user.value());
  }
}
