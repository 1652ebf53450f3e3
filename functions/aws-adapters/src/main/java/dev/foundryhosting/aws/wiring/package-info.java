/* SPDX-License-Identifier: Apache-2.0 */
/** CDI beans of the settings, the use cases and the health probes. */
package dev.foundryhosting.aws.wiring;
