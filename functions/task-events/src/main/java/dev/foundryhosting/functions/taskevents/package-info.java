/* SPDX-License-Identifier: Apache-2.0 */
/** Reconciles the instances that ECS task state changes and wake-ups concern. */
package dev.foundryhosting.functions.taskevents;
