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
 * Turns away what another web page sends through a person's browser: a request under a foreign name
 * (DNS rebinding) or from a foreign origin. Programs such as the AWS CLI send no origin.
 */
@Provider
@PreMatching
public class OwnPageOnly implements ContainerRequestFilter {
  private static final Set<String> OURSELVES = Set.of("localhost", "127.0.0.1");

  @Override
  public void filter(ContainerRequestContext request) {
    URI asked = request.getUriInfo().getRequestUri();
    String origin = request.getHeaderString("Origin");
    if (!OURSELVES.contains(asked.getHost()) || (origin != null && !isOwn(origin, asked))) {
      request.abortWith(
          Response.status(403)
              .type(MediaType.TEXT_PLAIN)
              .entity("Only pages of http://localhost may ask this.\n")
              .build());
    }
  }

  private static boolean isOwn(String origin, URI asked) {
    return origin.equals("http://" + asked.getAuthority());
  }
}
