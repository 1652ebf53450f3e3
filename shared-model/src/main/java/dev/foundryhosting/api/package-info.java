/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What callers send to the function instance-management and what it answers (docs/api.md): one
 * record per shape. The names of the components are the names on the wire.
 *
 * <p>What may be absent is an {@code Optional}. Functions are deployed one after the other, so a
 * component that an answer gains later must be one, or a flag, a number or a list, which a reader
 * takes for false, 0 or empty where it is absent.
 */
package dev.foundryhosting.api;
