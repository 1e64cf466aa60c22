/**
 * The extensible data notation in which transactions and queries are written: keywords and symbols,
 * and reading and printing of text.
 *
 * <p>Pure data without knowledge of datoms or storage.
 */
@NullMarked
package dev.dfdb.edn;

import org.jspecify.annotations.NullMarked;
