/* SPDX-License-Identifier: Apache-2.0 */
/** The record of an instance and what is derived from it; it knows no port and no step. */
package dev.foundryhosting.instance;
