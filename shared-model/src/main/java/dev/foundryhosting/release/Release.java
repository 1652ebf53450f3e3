/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.time.Instant;

/** An archive in the release cache. */
public record Release(Build build, long bytes, Instant cachedAt) {}
