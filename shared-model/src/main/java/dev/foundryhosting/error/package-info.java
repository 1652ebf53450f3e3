/** How the platform says no: one catalogue of codes and one exception. */
package dev.foundryhosting.error;
