/** Builds clients and adapters from the environment for CDI. */
package dev.foundryhosting.aws.wiring;
