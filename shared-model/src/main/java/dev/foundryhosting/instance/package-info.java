/**
 * Instances: their record, their life cycle, and the reconciler that brings each to what is
 * desired.
 */
package dev.foundryhosting.instance;
