/* SPDX-License-Identifier: Apache-2.0 */
/** Save points of users' files: units that are packed once, and manifests that name them. */
package dev.foundryhosting.functions.worldfiles.savepoint;
