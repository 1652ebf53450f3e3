/** ECS on Fargate: task definitions and tasks. */
package dev.foundryhosting.aws.ecs;
