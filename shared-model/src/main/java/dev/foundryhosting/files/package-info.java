/* SPDX-License-Identifier: Apache-2.0 */
/** Work on users' files: the jobs, where they are recorded, and the function that does them. */
package dev.foundryhosting.files;
