package dev.dfdb.replication;

import java.time.Instant;

/**
 * What the log of a database was at a moment. Immutable.
 *
 * @param identity what tells the database from every other: the random number of the commit that
 *     began it. Copies of a database have it too
 * @param t the number of the last transaction
 * @param commit the random number of the commit that wrote this transaction
 * @param instant the time of this transaction
 * @param nextNamed the id that the next entity with an ident gets
 * @param nextEntity the id that the next other entity gets
 * @param rewriting a number that changes whenever datoms are taken out of transactions that are in
 *     the log already: by an excision, or by trimming history; 0 if that was never done
 */
public record LogState(
    long identity,
    long t,
    long commit,
    Instant instant,
    long nextNamed,
    long nextEntity,
    long rewriting) {}
