/** The reconciler: plans, takes and records steps. It alone changes the cloud. */
package dev.foundryhosting.instance.reconcile;
