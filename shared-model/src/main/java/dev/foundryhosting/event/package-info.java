/** What happened that people want to be told, on its way to whoever tells them. */
package dev.foundryhosting.event;
