/* SPDX-License-Identifier: Apache-2.0 */
/** The only code that touches users' files. It follows no link and trusts nothing in them. */
package dev.foundryhosting.functions.worldfiles;
