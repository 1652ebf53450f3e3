/* SPDX-License-Identifier: Apache-2.0 */
/** The use cases on an instance, one class per verb. */
package dev.foundryhosting.instance.command;
