package dev.foundryhosting.local.discord;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Turns a refusal into Discord's answer; one that means a defect of the bot is also printed. */
@Provider
public class RefusalMapper implements ExceptionMapper<Refusal> {
  private static final Logger LOG = Logger.getLogger(RefusalMapper.class);

  @Override
  public Response toResponse(Refusal refusal) {
    if (refusal.status() == 400) {
      LOG.warnf("Discord would refuse: %s", refusal.getMessage());
    }
    return Response.status(refusal.status())
        .type(MediaType.APPLICATION_JSON)
        .entity(refusal.json().toString())
        .build();
  }
}
