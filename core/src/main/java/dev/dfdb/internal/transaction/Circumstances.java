package dev.dfdb.internal.transaction;

import dev.dfdb.storage.Limits;
import java.time.Instant;

/**
 * What a transaction is evaluated under, apart from the database.
 *
 * @param now the time on this machine's clock; the transaction's is never before the last one's
 * @param rules what holds for every transaction
 * @param commit a random number by which its commit can be known again
 * @param limits how much the storage takes
 */
record Circumstances(Instant now, TransactionRules rules, long commit, Limits limits) {}
