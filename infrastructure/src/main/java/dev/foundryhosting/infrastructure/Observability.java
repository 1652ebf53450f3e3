/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.budgets.Budget;
import com.pulumi.aws.budgets.BudgetArgs;
import com.pulumi.aws.budgets.inputs.BudgetNotificationArgs;
import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;

/** The dashboard, the alarms with their topic, the event log and the budget. */
final class Observability extends Layer {
  private final Topic alarms;
  private final Dashboard dashboard;

  Observability(
      Settings settings, Output<Place> place, LoadBalancing loadBalancing, Queues queues) {
    super("Observability", settings);
    String name = named("alarms");
    alarms =
        new Topic(
            name,
            // Not encrypted: CloudWatch cannot publish with SNS's default key.
            TopicArgs.builder().name(name).displayName("Foundry").tags(tags(name)).build(),
            child());
    new TopicPolicy(
        name,
        TopicPolicyArgs.builder()
            .arn(alarms.arn())
            .policy(
                Output.tuple(place, alarms.arn())
                    .applyValue(both -> TaskPolicies.ofAlarmTopic(both.t1, both.t2).json()))
            .build(),
        child());
    settings.alarmEmail().ifPresent(this::subscribe);
    new Alarms(this, alarms.arn(), queues, loadBalancing);
    new EventLog(this, place, queues);
    dashboard =
        new Dashboard(
            named("dashboard"),
            DashboardArgs.builder()
                .dashboardName(named("dashboard"))
                .dashboardBody(
                    Output.tuple(place, loadBalancing.metricName())
                        .applyValue(
                            both ->
                                DashboardBody.json(
                                    both.t1.region(), both.t2, queues.failedNames())))
                .build(),
            child());
    settings.monthlyBudget().ifPresent(this::budget);
    done();
  }

  Output<String> alarmTopicArn() {
    return alarms.arn();
  }

  Output<String> dashboardUrl(Output<Place> place) {
    return Output.tuple(place, dashboard.dashboardName())
        .applyValue(
            both ->
                "https://%1$s.console.aws.amazon.com/cloudwatch/home?region=%1$s#dashboards/dashboard/%2$s"
                    .formatted(both.t1.region(), both.t2));
  }

  private void subscribe(String email) {
    new TopicSubscription(
        named("alarm-email"),
        TopicSubscriptionArgs.builder()
            .topic(alarms.arn())
            .protocol("email")
            .endpoint(email)
            .build(),
        child());
  }

  private void budget(int dollars) {
    String name = named("month");
    new Budget(
        name,
        BudgetArgs.builder()
            .name(name)
            .budgetType("COST")
            .timeUnit("MONTHLY")
            .limitAmount(Integer.toString(dollars))
            .limitUnit("USD")
            .notifications(notification("ACTUAL", 80), notification("FORECASTED", 100))
            .tags(tags(name))
            .build(),
        child());
  }

  private BudgetNotificationArgs notification(String kind, int percent) {
    return BudgetNotificationArgs.builder()
        .notificationType(kind)
        .comparisonOperator("GREATER_THAN")
        .threshold((double) percent)
        .thresholdType("PERCENTAGE")
        .subscriberSnsTopicArns(Output.all(alarms.arn()))
        .build();
  }
}
