package dev.dfdb.observe;

/**
 * How something was pulled. Immutable.
 *
 * @param pattern the pattern as it was given, shortened
 * @param entities of how many entities
 * @param nanos how long it took, in nanoseconds
 * @param failed whether it ended with an error
 */
public record PullTiming(String pattern, int entities, long nanos, boolean failed) {}
