/** What is booked, claimed, published and read: one class for each verb. */
package dev.foundryhosting.usage.command;
