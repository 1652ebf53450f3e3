/* SPDX-License-Identifier: Apache-2.0 */
/** DynamoDB: the tables, their items, and the transactions over them. */
package dev.foundryhosting.aws.dynamodb;
