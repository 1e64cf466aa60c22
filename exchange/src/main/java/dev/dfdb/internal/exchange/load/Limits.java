package dev.dfdb.internal.exchange.load;

/**
 * How much is done at once, and when to give up.
 *
 * @param batchRows rows in a transaction, at most
 * @param batchChars characters of their text, about
 * @param maxErrors rows that may be wrong, in all
 */
public record Limits(int batchRows, int batchChars, long maxErrors) {}
