package dev.dfdb.events;

/**
 * Where the messages of one append stand: one after the other from the first.
 *
 * @param firstPosition the position of the first in its stream
 * @param firstGlobalPosition the global position of the first
 * @param count how many they are
 */
public record Appended(long firstPosition, long firstGlobalPosition, int count) {

  /** The position of the last in its stream, which is the version of the stream now. */
  public long version() {
    return firstPosition + count - 1;
  }

  /** The global position of the last. */
  public long lastGlobalPosition() {
    return firstGlobalPosition + count - 1;
  }
}
