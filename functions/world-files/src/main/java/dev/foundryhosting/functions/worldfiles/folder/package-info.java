/* SPDX-License-Identifier: Apache-2.0 */
/** Folders in which strangers' code wrote: read, written and removed without following a link. */
package dev.foundryhosting.functions.worldfiles.folder;
