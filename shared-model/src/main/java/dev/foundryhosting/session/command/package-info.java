/* SPDX-License-Identifier: Apache-2.0 */
/** What users, owners, administrators and the timer do with sessions: one class for each verb. */
package dev.foundryhosting.session.command;
