/**
 * Queries as they are defined: nested loops over the datoms of a database, written for clarity, and
 * random schemas, facts and queries to hold the engine against it. It shares no code with the
 * engine but the reader of forms.
 */
@NullMarked
package dev.dfdb.conformance.query;

import org.jspecify.annotations.NullMarked;
