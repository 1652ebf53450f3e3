/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.acm.outputs.CertificateDomainValidationOption;
import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionFixedResponseArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.platform.Variable;
import java.util.Optional;
import java.util.function.Function;

/** The load balancer, its certificate and its DNS records. */
final class LoadBalancing extends Layer {
  // TLS 1.3, and 1.2 with forward secrecy ("Security policies for your Application Load Balancer").
  private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";
  // A websocket is silent while players talk; the default of a minute would close it.
  private static final int IDLE_SECONDS = 3600;
  private static final String NO_SERVER_PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>No server here</title>\
      <meta name="viewport" content="width=device-width"><style>body{font:1.1rem system-ui;\
      margin:20vh auto;max-width:32rem;padding:0 1rem;color-scheme:light dark}</style>\
      <h1>No server here right now</h1><p>It is stopped, or still starting. \
      Ask its game master to start it, then reload this page.</p>""";

  private final LoadBalancer balancer;
  private final Listener https;

  LoadBalancing(Settings settings, Network network) {
    super("LoadBalancing", settings);
    balancer =
        new LoadBalancer(
            named("alb"),
            LoadBalancerArgs.builder()
                .name(named("alb"))
                .internal(false)
                .loadBalancerType("application")
                .securityGroups(Output.all(network.securityGroups().loadBalancerId()))
                .subnets(network.publicSubnetIds())
                .idleTimeout(IDLE_SECONDS)
                .dropInvalidHeaderFields(true)
                .enableDeletionProtection(settings.keepsData())
                .tags(tags(named("alb")))
                .build(),
            child());
    https = https(certificate());
    provide(Variable.ALB_HTTPS_LISTENER_ARN, https.arn());
    provide(Variable.ALB_DNS_NAME, balancer.dnsName());
    provide(Variable.ALB_ZONE_ID, balancer.zoneId());
    redirect();
    wildcardRecord();
    done();
  }

  /** The dimension of CloudWatch's metrics. */
  Output<String> metricName() {
    return Outputs.orEmpty(balancer.arnSuffix());
  }

  /** The ARN of the certificate once it is issued. */
  private Output<String> certificate() {
    String name = named("certificate");
    Certificate certificate =
        new Certificate(
            name,
            CertificateArgs.builder()
                .domainName("*." + settings().domain())
                .subjectAlternativeNames(settings().domain())
                .validationMethod("DNS")
                .tags(tags(name))
                .build(),
            child());
    // One record validates the domain and its wildcard.
    Record proof =
        new Record(
            named("certificate-proof"),
            RecordArgs.builder()
                .zoneId(settings().hostedZoneId())
                .name(proof(certificate, CertificateDomainValidationOption::resourceRecordName))
                .type(
                    proof(certificate, CertificateDomainValidationOption::resourceRecordType)
                        .applyValue(com.pulumi.core.Either::ofLeft))
                .records(
                    Output.all(
                        proof(certificate, CertificateDomainValidationOption::resourceRecordValue)))
                .ttl(300)
                .allowOverwrite(true)
                .build(),
            child());
    return new CertificateValidation(
            name,
            CertificateValidationArgs.builder()
                .certificateArn(certificate.arn())
                .validationRecordFqdns(Output.all(proof.fqdn()))
                .build(),
            child())
        .certificateArn();
  }

  private static Output<String> proof(
      Certificate certificate, Function<CertificateDomainValidationOption, Optional<String>> part) {
    return Outputs.orEmpty(
        certificate
            .domainValidationOptions()
            .applyValue(
                options -> options == null ? null : part.apply(options.getFirst()).orElseThrow()));
  }

  private Listener https(Output<String> certificateArn) {
    return listener(
        "https",
        ListenerArgs.builder()
            .port(443)
            .protocol("HTTPS")
            .sslPolicy(TLS_POLICY)
            .certificateArn(certificateArn)
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("fixed-response")
                    .fixedResponse(
                        ListenerDefaultActionFixedResponseArgs.builder()
                            .contentType("text/html")
                            .messageBody(NO_SERVER_PAGE)
                            .statusCode("404")
                            .build())
                    .build()));
  }

  private void redirect() {
    listener(
        "http",
        ListenerArgs.builder()
            .port(80)
            .protocol("HTTP")
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("redirect")
                    .redirect(
                        ListenerDefaultActionRedirectArgs.builder()
                            .protocol("HTTPS")
                            .port("443")
                            .statusCode("HTTP_301")
                            .build())
                    .build()));
  }

  private Listener listener(String kind, ListenerArgs.Builder args) {
    String name = named(kind);
    return new Listener(
        name, args.loadBalancerArn(balancer.arn()).tags(tags(name)).build(), child());
  }

  /** A name without a server leads to the page that says so. */
  private void wildcardRecord() {
    new Record(
        named("wildcard"),
        RecordArgs.builder()
            .zoneId(settings().hostedZoneId())
            .name("*." + settings().domain())
            .type("A")
            .aliases(
                RecordAliasArgs.builder()
                    .name(balancer.dnsName())
                    .zoneId(balancer.zoneId())
                    .evaluateTargetHealth(false)
                    .build())
            .build(),
        child());
  }
}
