/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.ecs.TaskSpec.Container;
import dev.foundryhosting.aws.ecs.TaskSpec.SecretField;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Resources;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.license.License;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.ServerSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a server's task is made of. Variables and behaviour of the image are those that its
 * documentation (felddy/foundryvtt) names.
 */
final class ServerTask {
  // The names of the containers.
  static final String SERVER = "server";
  static final String PREPARE = "prepare";
  static final String RELEASE = "release";

  // What release.sh logs in with.
  static final String USERNAME = "FOUNDRY_USERNAME";
  static final String PASSWORD = "FOUNDRY_PASSWORD";

  /** Foundry's LevelDB worlds do not survive a kill, and Fargate grants at most this. */
  private static final int STOP_TIMEOUT_SECONDS = 120;

  private static final String DATA = "data";
  private static final String DATA_PATH = "/data";
  static final String CACHE = "cache";
  private static final String CACHE_PATH = "/cache";
  private static final String CONTAINER_CACHE = "CONTAINER_CACHE";

  /** A download that is stopped leaves nothing that the next one needs. */
  private static final int DOWNLOAD_STOP_SECONDS = 5;

  private static final String AWS_CONFIG = "/data/Config/aws.json";
  private static final String LICENSE_KEY = "FOUNDRY_LICENSE_KEY";

  // By this server.sh looks whether the world is there still.
  private static final String WORLD = "FOUNDRY_WORLD";

  // What server.sh and prepare.sh know the licence's host name by.
  private static final String STABLE_HOSTNAME = "STABLE_HOSTNAME";

  // The file that node loads before Foundry. Each container has a /tmp of its own that all may
  // write.
  private static final String PRELOADED = "/tmp/foundry-hosting-hostname.cjs";

  // An entry point of ours takes the place of the image's command, too. It is the same for all
  // versions (the Dockerfiles of felddy/foundryvtt-docker).
  private static final List<String> IMAGES_COMMAND =
      List.of(
          "resources/app/main.mjs",
          "--port=" + ServerSettings.PORT,
          "--headless",
          "--noupdate",
          "--dataPath=" + DATA_PATH);

  // The image brings Node for certain; curl it does not promise.
  private static final String HEALTH_CHECK =
      "node -e \"fetch('http://127.0.0.1:30000/api/status')"
          + ".then(r=>process.exit(r.ok?0:1),()=>process.exit(1))\"";

  private final ServerSettings settings;
  private final ResourceNames names;

  ServerTask(ServerSettings settings) {
    this.settings = settings;
    this.names = new ResourceNames(settings.domain());
  }

  /**
   * The task that runs an instance's server on a licence.
   *
   * @param license whose credentials it refers to; its secret may be another user's
   */
  TaskSpec server(Instance instance, License license) {
    Resources resources = instance.resources();
    ServerSize size = instance.run().map(Run::size).orElse(instance.sizing().size());
    return new TaskSpec(
        names.serverFamily(instance.userId()),
        instance.userId(),
        size.cpuUnits(),
        size.memoryMiB(),
        settings.taskRoleArn(),
        settings.executionRoleArn(),
        settings.logGroup(),
        settings.region(),
        settings.fileSystemId(),
        Map.of(
            DATA, resources.require(Resource.ACCESS_POINT), CACHE, settings.cacheAccessPointId()),
        Stream.of(
                downloads(instance)
                    ? Stream.of(release(instance, license))
                    : Stream.<Container>of(),
                Stream.of(prepare(instance, license), foundry(instance, license)))
            .flatMap(containers -> containers)
            .toList());
  }

  private static boolean downloads(Instance instance) {
    return instance.run().filter(Run::downloads).isPresent();
  }

  private Container release(Instance instance, License license) {
    String secret = secretOf(license);
    return download(
        image(instance),
        false,
        Map.of(
            USERNAME, field(secret, UserSecret.Field.FOUNDRY_USERNAME),
            PASSWORD, field(secret, UserSecret.Field.FOUNDRY_PASSWORD)));
  }

  /**
   * The container that downloads the image's release. No tenant's code runs in it, and it sees no
   * tenant's files.
   *
   * @param essential whether it is all of its task
   * @param secrets the account, or the link
   */
  static Container download(String image, boolean essential, Map<String, SecretField> secrets) {
    return new Container(
        RELEASE,
        image,
        essential,
        TaskScript.RELEASE.command(List.of()),
        Map.of(CONTAINER_CACHE, CACHE_PATH),
        secrets,
        Map.of(CACHE, CACHE_PATH),
        Set.of(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        DOWNLOAD_STOP_SECONDS);
  }

  private Container prepare(Instance instance, License license) {
    String secret = instance.resources().require(Resource.SECRET);
    Map<String, String> environment = new HashMap<>();
    environment.put("ASSETS_BUCKET", names.bucket(instance.userId()));
    environment.put("ASSETS_REGION", settings.region());
    Map<String, SecretField> secrets = new HashMap<>();
    secrets.put("ASSETS_ACCESS_KEY_ID", field(secret, UserSecret.Field.ASSETS_ACCESS_KEY_ID));
    secrets.put(
        "ASSETS_SECRET_ACCESS_KEY", field(secret, UserSecret.Field.ASSETS_SECRET_ACCESS_KEY));
    if (settings.stableHostname()) {
      // By both it tells whether the licence file in the folder can hold.
      environment.put(STABLE_HOSTNAME, license.licenseId().hostName());
      if (license.credentials().licenseKey()) {
        secrets.put(LICENSE_KEY, field(secretOf(license), UserSecret.Field.LICENSE_KEY));
      }
    }
    return new Container(
        PREPARE,
        image(instance),
        false,
        TaskScript.PREPARE.command(List.of()),
        environment,
        secrets,
        Map.of(DATA, DATA_PATH),
        Set.of(),
        OptionalInt.empty(),
        Optional.empty(),
        downloads(instance) ? Optional.of(RELEASE) : Optional.empty(),
        STOP_TIMEOUT_SECONDS);
  }

  private Container foundry(Instance instance, License license) {
    return new Container(
        SERVER,
        image(instance),
        true,
        TaskScript.SERVER.command(IMAGES_COMMAND),
        environment(instance, license),
        secrets(instance, license),
        Map.of(DATA, DATA_PATH, CACHE, CACHE_PATH),
        Set.of(CACHE),
        OptionalInt.of(ServerSettings.PORT),
        Optional.of(HEALTH_CHECK),
        Optional.of(PREPARE),
        STOP_TIMEOUT_SECONDS);
  }

  private Map<String, String> environment(Instance instance, License license) {
    Map<String, String> environment = new HashMap<>();
    environment.put("FOUNDRY_HOSTNAME", instance.profile().subdomain().hostIn(settings.domain()));
    environment.put("FOUNDRY_PROXY_SSL", "true");
    environment.put("FOUNDRY_PROXY_PORT", "443");
    environment.put("FOUNDRY_TELEMETRY", "false");
    environment.put("FOUNDRY_IP_DISCOVERY", "false");
    environment.put("FOUNDRY_UPNP", "false");
    environment.put("FOUNDRY_COMPRESS_WEBSOCKET", "true");
    environment.put("FOUNDRY_MINIFY_STATIC_FILES", "true");
    environment.put("FOUNDRY_AWS_CONFIG", AWS_CONFIG);
    environment.put(CONTAINER_CACHE, CACHE_PATH);
    instance.run().flatMap(Run::world).ifPresent(w -> environment.put(WORLD, w.value()));
    if (settings.stableHostname()) {
      environment.put(STABLE_HOSTNAME, license.licenseId().hostName());
      // One word: images up to version 12 take a value with spaces apart.
      environment.put("NODE_OPTIONS", "--require=" + PRELOADED);
    }
    if (instance.profile().exactVersion().startsAsRoot()) {
      // The access point makes every access as 1000:1000 and forbids to change owners; these
      // images would do so and then run as 421. Later ones ignore the variables with a warning.
      environment.put("FOUNDRY_UID", Integer.toString(ServerSettings.POSIX_USER));
      environment.put("FOUNDRY_GID", Integer.toString(ServerSettings.POSIX_USER));
      environment.put("CONTAINER_PRESERVE_OWNER", "/data.*");
    }
    return environment;
  }

  private static Map<String, SecretField> secrets(Instance instance, License license) {
    String licenseSecret = secretOf(license);
    Map<String, SecretField> secrets = new HashMap<>();
    secrets.put(
        "FOUNDRY_ADMIN_KEY",
        field(instance.resources().require(Resource.SECRET), UserSecret.Field.ADMIN_KEY));
    if (license.credentials().licenseKey()) {
      secrets.put(LICENSE_KEY, field(licenseSecret, UserSecret.Field.LICENSE_KEY));
    }
    return secrets;
  }

  private static String secretOf(License license) {
    return license
        .credentials()
        .secretArn()
        .orElseThrow(() -> new IllegalStateException("a licence without its credentials"));
  }

  private String image(Instance instance) {
    return settings.image() + ":" + instance.profile().exactVersion().value();
  }

  private static SecretField field(String secretArn, UserSecret.Field field) {
    return new SecretField(secretArn, field.key());
  }
}
