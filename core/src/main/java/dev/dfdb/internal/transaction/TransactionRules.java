package dev.dfdb.internal.transaction;

/**
 * What holds for every transaction of a connection.
 *
 * @param strict whether attributes must be declared before they are used
 * @param functions what transactions can call
 */
public record TransactionRules(boolean strict, TransactionFunctions functions) {}
