/** Ko-fi's webhook: books each donation once. */
package dev.foundryhosting.functions.kofiwebhook;
