/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchiveContract;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3FileArchiveTest implements FileArchiveContract {
  private static final String BUCKET = "foundry-archive";

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final S3Client s3 = cloud.clients().s3();
  private final FileArchive archive = new S3FileArchive(cloud.clients(), BUCKET);

  @BeforeEach
  void thereIsABucket() {
    s3.createBucket(
        each ->
            each.bucket(BUCKET)
                .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
  }

  @Override
  public FileArchive archive() {
    return archive;
  }

  @Test
  void whatIsAbandonedLeavesNoUploadBehind() throws IOException {
    archive.store(
        "users/a/long",
        out -> {
          out.write(new byte[17 * 1024 * 1024]);
          assertThat(s3.listMultipartUploads(each -> each.bucket(BUCKET)).uploads()).hasSize(1);
          return false;
        });

    assertThat(s3.listMultipartUploads(each -> each.bucket(BUCKET)).uploads()).isEmpty();
  }
}
