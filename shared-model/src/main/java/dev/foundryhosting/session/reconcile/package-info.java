/* SPDX-License-Identifier: Apache-2.0 */
/** Has the server ready when a session begins, and ends it afterwards. */
package dev.foundryhosting.session.reconcile;
