/** The players' door: Discord's interactions, the work they leave, and the platform's events. */
package dev.foundryhosting.functions.discord;
