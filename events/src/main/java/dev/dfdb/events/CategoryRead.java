package dev.dfdb.events;

import java.util.Optional;

/**
 * What to read of a category.
 *
 * @param category its name
 * @param from the global position to begin with
 * @param batchSize how many messages at most, or {@link StreamRead#ALL}
 * @param group the streams of one member of a consumer group alone
 * @param correlation the messages alone whose {@code metadata.correlationStreamName} is of this
 *     category
 */
public record CategoryRead(
    String category,
    long from,
    long batchSize,
    Optional<ConsumerGroup> group,
    Optional<String> correlation) {

  /** Checks the numbers. */
  public CategoryRead {
    if (batchSize < StreamRead.ALL) {
      throw new IllegalArgumentException("a batch size is at least 0, or -1 for all: " + batchSize);
    }
  }

  /** The first messages of a category, 1,000 at most. */
  public static CategoryRead of(String category) {
    return new CategoryRead(category, 1, StreamRead.USUAL, Optional.empty(), Optional.empty());
  }

  /** Beginning with a global position. */
  public CategoryRead from(long globalPosition) {
    return new CategoryRead(category, globalPosition, batchSize, group, correlation);
  }

  /** With a limit, or {@link StreamRead#ALL}. */
  public CategoryRead batchSize(long size) {
    return new CategoryRead(category, from, size, group, correlation);
  }

  /** For one member of a consumer group. */
  public CategoryRead group(int member, int size) {
    return new CategoryRead(
        category, from, batchSize, Optional.of(new ConsumerGroup(member, size)), correlation);
  }

  /** Only what is correlated with streams of a category. */
  public CategoryRead correlation(String correlatedCategory) {
    return new CategoryRead(category, from, batchSize, group, Optional.of(correlatedCategory));
  }
}
