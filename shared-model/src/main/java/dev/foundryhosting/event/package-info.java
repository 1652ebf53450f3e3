/** The events that the platform publishes. */
package dev.foundryhosting.event;
