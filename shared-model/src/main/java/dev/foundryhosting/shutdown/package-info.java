/** When a running server must stop, and why. */
package dev.foundryhosting.shutdown;
