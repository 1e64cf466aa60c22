package dev.dfdb.backup;

import java.time.Instant;

/**
 * A backup that lies in a target. It can be restored to any t from 0 to its own. Immutable.
 *
 * @param number its number, by which {@link RestoreOptions#ofBackup} knows it; later ones have
 *     higher numbers
 * @param created when it was made
 * @param t the number of the last transaction in it
 * @param instant the time of this transaction
 * @param isComplete whether it was made to its end. One that was interrupted can be restored as
 *     well, up to its t; the next backup goes on with it
 * @param datoms how many datoms its transactions have
 * @param hasEvents whether the streams of events are in it
 * @param files how many files it consists of, those it shares with others too
 * @param bytes how large these are together
 */
public record BackupPoint(
    long number,
    Instant created,
    long t,
    Instant instant,
    boolean isComplete,
    long datoms,
    boolean hasEvents,
    long files,
    long bytes) {}
