/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HandlersTest {

  @Inject @Any Instance<RequestStreamHandler> handlers;

  @Inject
  @Named("instance-management")
  RequestStreamHandler management;

  @ConfigProperty(name = "quarkus.application.name")
  String application;

  @Test
  void theFunctionsHandlersAreBeansHereWithoutTheLambdaExtension() throws IOException {
    assertThat(handlers.stream()).hasSize(7);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    management.handleRequest(
        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), answer, null);
    assertThat(answer).asString().contains("VALIDATION_ERROR", "action is missing");
  }

  @Test
  void noLambdaLoopIsOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("io.quarkus.amazon.lambda.runtime.AmazonLambdaRecorder"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void theFunctionsOwnSettingsStayOut() {
    assertThat(application).isEqualTo("local");
  }
}
