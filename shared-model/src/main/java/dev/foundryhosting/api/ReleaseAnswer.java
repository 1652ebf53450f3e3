/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.Optional;

/**
 * How far the caching of a release is.
 *
 * @param version the build
 * @param reason why it failed
 */
public record ReleaseAnswer(String version, Label<ReleaseStatus> status, Optional<String> reason) {}
