package dev.foundryhosting.functions.management;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers with the request it was given, until the function itself stands here. */
@ApplicationScoped
@Named("instance-management")
public class InstanceManagementHandler implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream request, OutputStream answer, Context context)
      throws IOException {
    request.transferTo(answer);
  }
}
