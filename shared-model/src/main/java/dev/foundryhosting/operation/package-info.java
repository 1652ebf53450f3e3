/** Maintenance and the overview of the platform, for administrators. */
package dev.foundryhosting.operation;
