/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.List;
import java.util.Optional;

/**
 * A page of servers.
 *
 * @param cursor for the next page, while there is one
 */
public record InstanceListAnswer(List<InstanceAnswer> instances, Optional<String> cursor) {}
