/** Elastic Load Balancing: target groups and listener rules. */
package dev.foundryhosting.aws.elb;
