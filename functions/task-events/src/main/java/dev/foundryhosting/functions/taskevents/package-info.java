/** ECS task state changes and wake-ups: has the reconciler look at the instance they concern. */
package dev.foundryhosting.functions.taskevents;
