/* SPDX-License-Identifier: Apache-2.0 */
/** Scheduled sessions: booking a licence's time, and having the server ready when it begins. */
package dev.foundryhosting.session;
