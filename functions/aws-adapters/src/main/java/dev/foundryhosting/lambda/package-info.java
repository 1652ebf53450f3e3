/** What every function has in common: its time limit, the JSON that comes in, its request log. */
package dev.foundryhosting.lambda;
