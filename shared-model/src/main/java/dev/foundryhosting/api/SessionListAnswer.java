/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.List;
import java.util.Optional;

/**
 * A page of sessions, the latest start first.
 *
 * @param cursor for the next page, while there is one
 */
public record SessionListAnswer(List<SessionAnswer> sessions, Optional<String> cursor) {}
