/* SPDX-License-Identifier: Apache-2.0 */
/** What the ledger needs of the database, the secret store and the records of the servers. */
package dev.foundryhosting.usage.port;
