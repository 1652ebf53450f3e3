/** Route 53: host names. */
package dev.foundryhosting.aws.route53;
