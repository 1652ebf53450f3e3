/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;

/**
 * The one run that uses a licence now.
 *
 * @param runId only this run releases the licence
 */
public record RunClaim(String runId, UserId user, Instant since) {}
