package dev.dfdb.observe;

/**
 * How a database was compacted. Immutable.
 *
 * @param nanos how long it took, in nanoseconds
 * @param isScheduled whether the schedule began it, and no caller
 * @param failed whether it ended with an error
 */
public record CompactionTiming(long nanos, boolean isScheduled, boolean failed) {}
