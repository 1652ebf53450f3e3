/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;

/**
 * Refuses requests that another web page sends through a person's browser: under a foreign name
 * (DNS rebinding) or from a foreign origin. Programs such as the AWS CLI send no origin.
 */
@Provider
@PreMatching
public class OwnPageOnly implements ContainerRequestFilter {
  private static final Set<String> OURSELVES = Set.of("localhost", "127.0.0.1");

  @Override
  public void filter(ContainerRequestContext request) {
    URI asked = request.getUriInfo().getRequestUri();
    if (asked.getHost() == null || asked.getHost().isEmpty()) {
      refuse(request, 400, "The request names no host.\n");
      return;
    }
    String origin = request.getHeaderString("Origin");
    boolean foreign = origin != null && !origin.equals("http://" + asked.getAuthority());
    if (foreign || !OURSELVES.contains(asked.getHost())) {
      refuse(request, 403, "Only pages of http://localhost may ask this.\n");
    }
  }

  private static void refuse(ContainerRequestContext request, int status, String why) {
    request.abortWith(Response.status(status).type(MediaType.TEXT_PLAIN).entity(why).build());
  }
}
