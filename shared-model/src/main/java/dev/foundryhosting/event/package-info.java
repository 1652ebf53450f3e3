/* SPDX-License-Identifier: Apache-2.0 */
/** The events that the platform publishes. */
package dev.foundryhosting.event;
