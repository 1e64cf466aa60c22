package dev.dfdb.observe;

/**
 * How a query was answered. Immutable.
 *
 * @param query the query as it was given, shortened; without its inputs
 * @param rows how many rows the answer has; 0 if it failed
 * @param nanos how long it took, in nanoseconds
 * @param bytesRead how many bytes of keys and values were read from the storage or its pages
 * @param failed whether it ended with an error
 */
public record QueryTiming(String query, long rows, long nanos, long bytesRead, boolean failed) {}
