/* SPDX-License-Identifier: Apache-2.0 */
/** What is booked, claimed, published and read: one class for each verb. */
package dev.foundryhosting.usage.command;
