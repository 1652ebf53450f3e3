/** The timer of the sessions: each minute, whatever session is due is looked at. */
package dev.foundryhosting.functions.sessionprep;
