/* SPDX-License-Identifier: Apache-2.0 */
/** The sweep: reconciles every few minutes the instances that are due. */
package dev.foundryhosting.functions.autoshutdown;
