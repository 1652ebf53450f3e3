/* SPDX-License-Identifier: Apache-2.0 */
/** What the domain asks of the cloud, one interface for each need; adapters implement them. */
package dev.foundryhosting.instance.port;
