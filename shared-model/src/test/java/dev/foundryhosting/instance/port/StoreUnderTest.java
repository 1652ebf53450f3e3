/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Releases;
import dev.foundryhosting.session.port.Sessions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store of instances, licences and sessions, empty at the beginning of each test, by all the
 * ports to it.
 *
 * @param expiry when a user's record expires by itself
 */
public record StoreUnderTest(
    Instances instances,
    Licenses licenses,
    Reservations reservations,
    Sessions sessions,
    StartRecords startRecords,
    MaintenanceOrders orders,
    Releases releases,
    Function<UserId, Optional<Instant>> expiry) {}
