/* SPDX-License-Identifier: Apache-2.0 */
/** EFS: access points. */
package dev.foundryhosting.aws.efs;
