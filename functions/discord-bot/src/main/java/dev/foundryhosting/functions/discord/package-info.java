/* SPDX-License-Identifier: Apache-2.0 */
/** The Discord bot: interactions, the tasks that they leave, and the platform's events. */
package dev.foundryhosting.functions.discord;
