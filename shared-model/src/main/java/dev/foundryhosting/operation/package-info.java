/** What those who operate the platform order, and what they are shown of all of it. */
package dev.foundryhosting.operation;
