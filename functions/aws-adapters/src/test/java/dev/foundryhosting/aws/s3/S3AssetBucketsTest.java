/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.instance.port.AssetBucketsContract;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

class S3AssetBucketsTest extends AssetBucketsContract {
  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final S3Client s3 = cloud.clients().s3();
  private final S3AssetBuckets buckets =
      new S3AssetBuckets(cloud.clients(), cloud.network().servers("servers"));

  @Override
  protected AssetBuckets buckets() {
    return buckets;
  }

  @Override
  protected void put(int objects) {
    IntStream.range(0, objects).forEach(n -> put("maps/" + n + ".webp"));
  }

  @Override
  protected Set<String> existing() {
    return s3.listBuckets().buckets().stream().map(Bucket::name).collect(Collectors.toSet());
  }

  @Test
  void playersReadObjectsOverTlsButDoNotListThem() throws JsonProcessingException {
    buckets.ensure(SPEC);

    String policy = s3.getBucketPolicy(each -> each.bucket(BUCKET)).policy();
    JsonNode statements = new ObjectMapper().readTree(policy).get("Statement");
    assertThat(statements).hasSize(1);
    JsonNode read = statements.get(0);
    assertThat(read.get("Effect").asText()).isEqualTo("Allow");
    assertThat(read.get("Principal").asText()).isEqualTo("*");
    assertThat(read.get("Action")).hasToString("[\"s3:GetObject\"]");
    assertThat(read.get("Resource")).hasToString("[\"arn:aws:s3:::" + BUCKET + "/*\"]");
    assertThat(read.at("/Condition/Bool/aws:SecureTransport").asText()).isEqualTo("true");
    assertThat(policy).doesNotContain("ListBucket");
  }

  @Test
  void anAclGrantsNothingButAnUploadWithOneIsAccepted() {
    buckets.ensure(SPEC);

    PublicAccessBlockConfiguration block =
        s3.getPublicAccessBlock(each -> each.bucket(BUCKET)).publicAccessBlockConfiguration();
    assertThat(block.ignorePublicAcls()).isTrue();
    assertThat(block.blockPublicAcls()).isFalse();
    assertThat(block.blockPublicPolicy()).isFalse();
    assertThat(
            s3.getBucketOwnershipControls(each -> each.bucket(BUCKET))
                .ownershipControls()
                .rules()
                .getFirst()
                .objectOwnershipAsString())
        .isEqualTo("BucketOwnerPreferred");
    s3.putObject(
        each -> each.bucket(BUCKET).key("token.webp").acl(ObjectCannedACL.PUBLIC_READ),
        RequestBody.fromString("as Foundry uploads it"));
  }

  @Test
  void onlyTheServersOwnPagesMayReadAndWrite() {
    buckets.ensure(SPEC);

    CORSRule rule = s3.getBucketCors(each -> each.bucket(BUCKET)).corsRules().getFirst();
    assertThat(rule.allowedOrigins()).containsExactly("https://alice.play.example.org");
    assertThat(rule.allowedMethods()).containsExactly("GET", "HEAD", "PUT", "POST");
    assertThat(rule.allowedHeaders()).containsExactly("*");
    assertThat(rule.exposeHeaders()).containsExactly("ETag");
    assertThat(rule.maxAgeSeconds()).isEqualTo(3600);
  }

  @Test
  void anotherOriginReplacesTheFirst() {
    buckets.ensure(SPEC);
    buckets.ensure(new AssetBuckets.Spec(BUCKET, USER, "https://ally.play.example.org"));

    assertThat(s3.getBucketCors(each -> each.bucket(BUCKET)).corsRules())
        .hasSize(1)
        .allSatisfy(
            rule ->
                assertThat(rule.allowedOrigins()).containsExactly("https://ally.play.example.org"));
  }

  @Test
  void versionsAreKeptForAMonthAndEverythingIsEncryptedAndTagged() {
    buckets.ensure(SPEC);

    assertThat(s3.getBucketVersioning(each -> each.bucket(BUCKET)).status())
        .isEqualTo(BucketVersioningStatus.ENABLED);
    LifecycleRule rule =
        s3.getBucketLifecycleConfiguration(each -> each.bucket(BUCKET)).rules().getFirst();
    assertThat(rule.noncurrentVersionExpiration().noncurrentDays()).isEqualTo(30);
    assertThat(rule.abortIncompleteMultipartUpload().daysAfterInitiation()).isEqualTo(7);
    assertThat(
            s3.getBucketEncryption(each -> each.bucket(BUCKET))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst()
                .applyServerSideEncryptionByDefault()
                .sseAlgorithmAsString())
        .isEqualTo("AES256");
    Map<String, String> tags =
        s3.getBucketTagging(each -> each.bucket(BUCKET)).tagSet().stream()
            .collect(Collectors.toMap(Tag::key, Tag::value));
    assertThat(tags).containsAllEntriesOf(Tags.of(USER));
    assertThat(s3.getBucketLocation(each -> each.bucket(BUCKET)).locationConstraintAsString())
        .isEqualTo("eu-central-1");
  }

  @Test
  void versionsAndDeleteMarkersAndUnfinishedUploadsAreDeletedToo() {
    buckets.ensure(SPEC);
    put("map.webp");
    put("map.webp");
    s3.deleteObject(each -> each.bucket(BUCKET).key("map.webp"));
    s3.createMultipartUpload(each -> each.bucket(BUCKET).key("video.webm"));

    assertThat(buckets.empty(BUCKET, aMinute())).isTrue();
    assertThat(s3.listObjectVersions(each -> each.bucket(BUCKET)))
        .satisfies(
            left -> {
              assertThat(left.versions()).isEmpty();
              assertThat(left.deleteMarkers()).isEmpty();
            });
    assertThat(s3.listMultipartUploads(each -> each.bucket(BUCKET)).uploads()).isEmpty();
    assertThat(buckets.remove(BUCKET)).isTrue();
  }

  @Test
  void moreObjectsThanOnePageHoldsAreDeletedAll() {
    buckets.ensure(SPEC);
    put(1100);

    assertThat(buckets.empty(BUCKET, aMinute())).isTrue();
    assertThat(buckets.remove(BUCKET)).isTrue();
  }

  @Test
  void aBucketThatACrashLeftUnfinishedIsCompleted() {
    s3.createBucket(
        each ->
            each.bucket(BUCKET)
                .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
    buckets.ensure(SPEC);

    assertThat(s3.getBucketPolicy(each -> each.bucket(BUCKET)).policy()).isNotEmpty();
  }

  @Test
  void aBucketOfTheOperatorsIsNeitherTakenNorEmptiedNorRemoved() {
    s3.createBucket(
        each ->
            each.bucket(BUCKET)
                .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
    s3.putBucketTagging(
        r ->
            r.bucket(BUCKET)
                .tagging(t -> t.tagSet(Tag.builder().key("team").value("web").build())));
    put("index.html");

    assertTaken();
  }

  @Test
  void aBucketWithoutTagsAndWithObjectsIsNotThePlatforms() {
    s3.createBucket(
        each ->
            each.bucket(BUCKET)
                .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
    put("index.html");

    assertTaken();
  }

  private void assertTaken() {
    assertThatThrownBy(() -> buckets.ensure(SPEC))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("not the platform's");
    assertThat(buckets.empty(BUCKET, aMinute())).isTrue();
    assertThat(buckets.remove(BUCKET)).isTrue();
    assertThat(s3.listObjectsV2(each -> each.bucket(BUCKET)).contents()).hasSize(1);
  }

  private void put(String key) {
    s3.putObject(each -> each.bucket(BUCKET).key(key), RequestBody.fromString("x"));
  }

  private static Deadline aMinute() {
    return Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
  }
}
