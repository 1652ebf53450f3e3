/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

/**
 * How players reach servers: the load balancer and the hosted zone of the stack.
 *
 * @param loadBalancerZoneId the hosted zone of {@code loadBalancerHost}, for alias records
 * @param hostedZoneId the Route 53 zone of the domain
 */
public record RoutingSettings(
    String vpcId,
    String listenerArn,
    String loadBalancerHost,
    String loadBalancerZoneId,
    String hostedZoneId) {

  public static RoutingSettings from(Environment environment) {
    return new RoutingSettings(
        environment.get(Variable.VPC_ID),
        environment.get(Variable.ALB_HTTPS_LISTENER_ARN),
        environment.get(Variable.ALB_DNS_NAME),
        environment.get(Variable.ALB_ZONE_ID),
        environment.get(Variable.ROUTE53_HOSTED_ZONE_ID));
  }
}
