/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.instance.Status;

/** What became of the server. */
public record WakeAnswer(Label<Status> status) {}
