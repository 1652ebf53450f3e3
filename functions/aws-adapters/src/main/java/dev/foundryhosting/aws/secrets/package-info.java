/** Secrets Manager: users' secrets and the platform's own. */
package dev.foundryhosting.aws.secrets;
