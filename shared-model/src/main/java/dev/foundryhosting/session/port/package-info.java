/** What sessions need of the database. */
package dev.foundryhosting.session.port;
