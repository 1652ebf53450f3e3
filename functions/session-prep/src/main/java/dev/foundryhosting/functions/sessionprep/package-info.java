/* SPDX-License-Identifier: Apache-2.0 */
/** The timer of the sessions: advances each minute those that are due. */
package dev.foundryhosting.functions.sessionprep;
