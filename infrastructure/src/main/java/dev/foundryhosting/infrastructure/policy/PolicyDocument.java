/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An IAM policy. */
public record PolicyDocument(List<Statement> statements) {
  private static final String LANGUAGE_VERSION = "2012-10-17";
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  public static PolicyDocument of(Statement... statements) {
    return new PolicyDocument(List.of(statements));
  }

  /** The trust policy of a role that a service assumes. */
  public static PolicyDocument trustOf(String serviceHost) {
    return of(Statement.allow("ServiceMayAssume", "sts:AssumeRole").byService(serviceHost));
  }

  /** Without spaces: IAM limits the length. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", LANGUAGE_VERSION);
    document.put("Statement", statements.stream().map(Statement::asMap).toList());
    return GSON.toJson(document);
  }
}
