/** The sweep: every few minutes, whatever is due is looked at again. */
package dev.foundryhosting.functions.autoshutdown;
