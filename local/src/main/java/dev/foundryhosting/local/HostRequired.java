/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses a request that names no host, before a page looks for it. */
@Singleton
class HostRequired {
  private static final int FIRST = 1_000;
  private static final int BAD_REQUEST = 400;

  void register(@Observes Filters filters) {
    filters.register(HostRequired::check, FIRST);
  }

  private static void check(RoutingContext context) {
    HostAndPort named = context.request().authority();
    if (named == null || named.host().isBlank()) {
      var unused = context.response().setStatusCode(BAD_REQUEST).end();
    } else {
      context.next();
    }
  }
}
