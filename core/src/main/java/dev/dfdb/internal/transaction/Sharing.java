package dev.dfdb.internal.transaction;

import java.time.Duration;

/**
 * How a connection learns of what other processes commit.
 *
 * @param staleness how old the present may be that it gives without looking at the storage; zero
 *     for it to look each time
 * @param interval how long it waits before it looks again, while somebody follows the database
 * @param holdsState whether the newest state is held in the storage while nobody reads it; who does
 *     not, takes it again when it is read, and costs the storage nothing while idle
 */
public record Sharing(Duration staleness, Duration interval, boolean holdsState) {

  /** Looks each time, and ten times a second for those who follow. */
  public static final Sharing USUAL = new Sharing(Duration.ZERO, Duration.ofMillis(100), true);
}
