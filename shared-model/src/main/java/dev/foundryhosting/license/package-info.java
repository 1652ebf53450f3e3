/** Licences: who owns them, who may book them, which run holds one now. */
package dev.foundryhosting.license;
