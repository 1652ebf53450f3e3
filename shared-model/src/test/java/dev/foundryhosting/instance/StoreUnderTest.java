package dev.foundryhosting.instance;

import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store of instances and licences, empty at the beginning of each test.
 *
 * @param instances the one port to it
 * @param licenses the other
 * @param expiry when a user's record expires by itself
 */
public record StoreUnderTest(
    Instances instances, Licenses licenses, Function<UserId, Optional<Instant>> expiry) {}
