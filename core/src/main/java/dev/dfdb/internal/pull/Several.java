package dev.dfdb.internal.pull;

import java.util.List;

/**
 * Values of an attribute of cardinality one: as of a time when it had cardinality many, an entity
 * may have had several.
 *
 * @param values two or more
 */
record Several(List<Object> values) {}
