/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.aws.inputs.GetAvailabilityZonesArgs;
import com.pulumi.aws.inputs.GetAvailabilityZonesFilterArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.platform.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * A VPC over two availability zones. Private subnets hold the file system's mount targets and, in
 * the private mode, the tasks, which reach the internet through one NAT gateway. In the public mode
 * there is no gateway, and tasks get addresses in the public subnets. In both modes the security
 * groups admit only the load balancer.
 */
final class Network extends Layer {
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final int ZONES = 2;

  private final Vpc vpc;
  private final List<Subnet> publicSubnets = new ArrayList<>();
  private final List<Subnet> privateSubnets = new ArrayList<>();
  private final SecurityGroups securityGroups;

  Network(Settings settings, Output<Place> place) {
    super("Network", settings);
    vpc =
        new Vpc(
            named("vpc"),
            VpcArgs.builder()
                .cidrBlock(SecurityGroups.VPC_CIDR)
                .enableDnsHostnames(true)
                .enableDnsSupport(true)
                .tags(tags(named("vpc")))
                .build(),
            child());
    // A new VPC's default group lets its members talk to each other: this empties it.
    new DefaultSecurityGroup(
        named("unused"),
        DefaultSecurityGroupArgs.builder().vpcId(vpc.id()).tags(tags(named("unused"))).build(),
        child());
    RouteTable publicRoutes = routeTable("public");
    RouteTable privateRoutes = routeTable("private");
    Output<List<String>> zones = zones();
    for (int zone = 0; zone < ZONES; zone++) {
      publicSubnets.add(subnet("public", zone, 128 + 16 * zone, 20, zones, publicRoutes));
      privateSubnets.add(subnet("private", zone, 64 * zone, 18, zones, privateRoutes));
    }
    InternetGateway internet = internet(publicRoutes);
    if (!settings.tasksArePublic()) {
      nat(internet, privateRoutes);
    }
    securityGroups =
        new SecurityGroups(
            this,
            vpc.id(),
            gatewayEndpoint("s3", place, publicRoutes, privateRoutes),
            gatewayEndpoint("dynamodb", place, publicRoutes, privateRoutes));
    Output<List<String>> taskSubnets =
        settings.tasksArePublic() ? publicSubnetIds() : Output.all(privateSubnetIds());
    provide(Variable.VPC_ID, vpc.id());
    provide(Variable.TASK_SUBNET_IDS, taskSubnets.applyValue(ids -> String.join(",", ids)));
    provide(
        Variable.TASK_ASSIGN_PUBLIC_IP,
        Output.of(settings.tasksArePublic() ? "ENABLED" : "DISABLED"));
    done();
  }

  SecurityGroups securityGroups() {
    return securityGroups;
  }

  Output<List<String>> publicSubnetIds() {
    return Output.all(publicSubnets.stream().map(Subnet::id).toList());
  }

  List<Output<String>> privateSubnetIds() {
    return privateSubnets.stream().map(Subnet::id).toList();
  }

  private static Output<List<String>> zones() {
    return AwsFunctions.getAvailabilityZones(
            GetAvailabilityZonesArgs.builder()
                .state("available")
                // Local zones have no load balancer and no file system.
                .filters(
                    GetAvailabilityZonesFilterArgs.builder()
                        .name("opt-in-status")
                        .values("opt-in-not-required")
                        .build())
                .build())
        .applyValue(answer -> answer.names());
  }

  private RouteTable routeTable(String kind) {
    String name = named(kind);
    return new RouteTable(
        name, RouteTableArgs.builder().vpcId(vpc.id()).tags(tags(name)).build(), child());
  }

  private Subnet subnet(
      String kind, int zone, int third, int bits, Output<List<String>> zones, RouteTable routes) {
    String name = named(kind + "-" + (zone + 1));
    Subnet subnet =
        new Subnet(
            name,
            SubnetArgs.builder()
                .vpcId(vpc.id())
                .cidrBlock("10.0.%d.0/%d".formatted(third, bits))
                .availabilityZone(zones.applyValue(names -> names.get(zone)))
                // A task requests its address itself; nothing else gets one.
                .mapPublicIpOnLaunch(false)
                .tags(tags(name))
                .build(),
            child());
    new RouteTableAssociation(
        name,
        RouteTableAssociationArgs.builder().subnetId(subnet.id()).routeTableId(routes.id()).build(),
        child());
    return subnet;
  }

  private InternetGateway internet(RouteTable publicRoutes) {
    InternetGateway gateway =
        new InternetGateway(
            named("internet"),
            InternetGatewayArgs.builder().vpcId(vpc.id()).tags(tags(named("internet"))).build(),
            child());
    new Route(
        named("public-internet"),
        RouteArgs.builder()
            .routeTableId(publicRoutes.id())
            .destinationCidrBlock(ANYWHERE)
            .gatewayId(gateway.id())
            .build(),
        child());
    return gateway;
  }

  private void nat(InternetGateway internet, RouteTable privateRoutes) {
    Eip address =
        new Eip(
            named("nat"),
            EipArgs.builder().domain("vpc").tags(tags(named("nat"))).build(),
            childAfter(internet));
    NatGateway nat =
        new NatGateway(
            named("nat"),
            NatGatewayArgs.builder()
                .allocationId(address.allocationId())
                .subnetId(publicSubnets.getFirst().id())
                .tags(tags(named("nat")))
                .build(),
            childAfter(internet));
    new Route(
        named("private-nat"),
        RouteArgs.builder()
            .routeTableId(privateRoutes.id())
            .destinationCidrBlock(ANYWHERE)
            .natGatewayId(nat.id())
            .build(),
        child());
  }

  /**
   * Free of charge, saves the traffic through the NAT gateway, and is the only way out for the
   * function that works on files.
   */
  private VpcEndpoint gatewayEndpoint(
      String service, Output<Place> place, RouteTable publicRoutes, RouteTable privateRoutes) {
    return new VpcEndpoint(
        named(service),
        VpcEndpointArgs.builder()
            .vpcId(vpc.id())
            .vpcEndpointType("Gateway")
            .serviceName(
                place.applyValue(where -> "com.amazonaws." + where.region() + "." + service))
            .routeTableIds(Output.all(publicRoutes.id(), privateRoutes.id()))
            .tags(tags(named(service)))
            .build(),
        child());
  }
}
