package dev.dfdb.internal.transaction;

import java.time.Duration;

/**
 * How a connection learns of what other processes commit.
 *
 * @param staleness how old the present may be that it gives without looking at the storage; zero
 *     for it to look each time
 * @param interval how long it waits before it looks again, while somebody follows the database
 */
public record Sharing(Duration staleness, Duration interval) {

  /** Looks each time, and ten times a second for those who follow. */
  public static final Sharing USUAL = new Sharing(Duration.ZERO, Duration.ofMillis(100));
}
