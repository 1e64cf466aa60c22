/**
 * What stands in a file and how it becomes facts: formats, sources, mappings of columns to
 * attributes, and the errors that name a row.
 *
 * <p>Data alone: nothing here reads a database.
 */
@NullMarked
package dev.dfdb.exchange.mapping;

import org.jspecify.annotations.NullMarked;
