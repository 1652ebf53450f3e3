/* SPDX-License-Identifier: Apache-2.0 */
/** Direct invocations: decodes a request, has the domain do it, encodes the answer. */
package dev.foundryhosting.functions.management;
