package dev.dfdb.observe;

/**
 * How a transaction was committed. Times are in nanoseconds. Immutable.
 *
 * @param t its number
 * @param datoms how many datoms it has, that of its time included
 * @param waitNanos from when it was given until it was evaluated, the last time if several
 * @param evaluationNanos how long it took to evaluate
 * @param writeNanos how long the storage took to write its group
 * @param totalNanos from when it was given until it was written
 * @param groupSize how many transactions were written together
 * @param attempts how often it was evaluated: more than once, if others were faster to commit
 */
public record TransactionTiming(
    long t,
    int datoms,
    long waitNanos,
    long evaluationNanos,
    long writeNanos,
    long totalNanos,
    int groupSize,
    int attempts) {}
