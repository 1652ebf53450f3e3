/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

/**
 * How the load balancer reaches a running server.
 *
 * @param targetGroupArn the server's own target group
 * @param ruleArn the listener rule that forwards to it
 */
public record Route(String targetGroupArn, String ruleArn) {}
