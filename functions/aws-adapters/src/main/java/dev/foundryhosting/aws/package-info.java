/* SPDX-License-Identifier: Apache-2.0 */
/** What the adapters share: clients, one kind of failure, retries, tags. */
package dev.foundryhosting.aws;
