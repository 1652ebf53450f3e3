/* SPDX-License-Identifier: Apache-2.0 */
/** What sessions need of the database. */
package dev.foundryhosting.session.port;
