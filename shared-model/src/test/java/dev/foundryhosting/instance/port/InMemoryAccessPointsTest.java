/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

class InMemoryAccessPointsTest extends AccessPointsContract {
  private final InMemoryAccessPoints points = new InMemoryAccessPoints();

  @Override
  protected AccessPoints accessPoints() {
    return points;
  }

  @Override
  protected int existing() {
    return points.all().size();
  }
}
