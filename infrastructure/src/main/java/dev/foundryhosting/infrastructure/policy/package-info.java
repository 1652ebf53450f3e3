/**
 * Who may do what: the IAM policies as plain values, without Pulumi, so that they can be read,
 * compared with the code that they are for, and written to files.
 */
package dev.foundryhosting.infrastructure.policy;
