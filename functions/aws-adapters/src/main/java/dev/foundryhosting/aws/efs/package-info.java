/** EFS: access points. */
package dev.foundryhosting.aws.efs;
