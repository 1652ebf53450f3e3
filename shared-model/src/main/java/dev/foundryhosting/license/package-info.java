/** Licences: whose they are, who may play on them, and which run uses one now. */
package dev.foundryhosting.license;
