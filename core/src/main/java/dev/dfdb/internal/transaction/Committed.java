package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import java.util.List;
import java.util.Map;

/**
 * What became of a transaction that was committed.
 *
 * @param t its number
 * @param datoms its datoms, that of its time first
 * @param tempids the ids of the tempids the user chose, by string or negative number
 */
public record Committed(long t, List<Datom> datoms, Map<Object, Long> tempids) {}
