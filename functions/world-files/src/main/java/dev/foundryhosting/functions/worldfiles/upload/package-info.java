/* SPDX-License-Identifier: Apache-2.0 */
/** Archives of worlds that people bring in: strangers' files, checked whole before any is made. */
package dev.foundryhosting.functions.worldfiles.upload;
