/**
 * The database as it is defined: a set of datoms, and what transactions and views of time mean for
 * it, written for clarity. Random histories are held against it. It shares no code with the
 * database but the names of things ({@link dev.dfdb.datom.Datom}, {@link dev.dfdb.edn.Keyword}).
 */
@NullMarked
package dev.dfdb.conformance.oracle;

import org.jspecify.annotations.NullMarked;
