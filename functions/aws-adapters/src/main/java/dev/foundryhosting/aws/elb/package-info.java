/* SPDX-License-Identifier: Apache-2.0 */
/** Elastic Load Balancing: target groups and listener rules. */
package dev.foundryhosting.aws.elb;
