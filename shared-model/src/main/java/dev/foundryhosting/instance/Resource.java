/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

/** What is made for an instance when it is created and lasts until it is destroyed. */
public enum Resource {
  /** The user's folder on the file system; its id is that of the EFS access point. */
  ACCESS_POINT,
  /** The assets bucket with all its settings; its id is its name. */
  BUCKET,
  /** The IAM user of the bucket with its policy; its id is its name. */
  ASSET_USER,
  /** The IAM user's access key, stored in the secret; its id is the key's id. */
  ACCESS_KEY,
  /** The user's secret with the credentials and the admin key; its id is its ARN. */
  SECRET,
  /** The alias record of the host name; its id is the host name. */
  DNS_RECORD,
  /** That the licence knows the secret; its id is the licence's, or a dash where there is none. */
  LICENSE_LINK
}
