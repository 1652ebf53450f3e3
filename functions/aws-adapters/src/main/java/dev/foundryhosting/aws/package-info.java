/** What every adapter shares: calls with a deadline and one kind of failure, tags, retries. */
package dev.foundryhosting.aws;
