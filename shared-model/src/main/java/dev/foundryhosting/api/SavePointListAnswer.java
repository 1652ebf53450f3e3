/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.List;

/** The save points of a user, newest first. */
public record SavePointListAnswer(List<SavePointAnswer> savePoints) {}
