/* SPDX-License-Identifier: Apache-2.0 */
/** The reconciler: plans, takes and records steps. It alone changes the cloud. */
package dev.foundryhosting.instance.reconcile;
