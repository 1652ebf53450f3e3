/* SPDX-License-Identifier: Apache-2.0 */
/** What the functions share: their time limit, JSON, function URLs, the request log. */
package dev.foundryhosting.lambda;
