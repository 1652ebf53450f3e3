/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

/**
 * The addresses under which browsers reach the servers.
 *
 * @param template with {@code {subdomain}} and {@code {domain}}
 * @param domain below which the servers are
 */
public record ServerUrls(String template, String domain) {
  /** From {@code SERVER_URL_TEMPLATE} and {@code DOMAIN_NAME}. */
  public static ServerUrls from(Environment environment) {
    return new ServerUrls(
        environment.get(Variable.SERVER_URL_TEMPLATE), environment.get(Variable.DOMAIN_NAME));
  }

  /** The address of one server, without a slash at its end. */
  public String of(String subdomain) {
    return template.replace("{subdomain}", subdomain).replace("{domain}", domain);
  }
}
