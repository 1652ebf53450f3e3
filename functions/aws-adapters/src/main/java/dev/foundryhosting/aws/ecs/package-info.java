/* SPDX-License-Identifier: Apache-2.0 */
/** ECS on Fargate: task definitions and tasks. */
package dev.foundryhosting.aws.ecs;
