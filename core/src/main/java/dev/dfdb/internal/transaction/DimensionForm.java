package dev.dfdb.internal.transaction;

import java.util.Map;

/**
 * Stands among the forms of a transaction for the dimensions of time that it carries.
 *
 * @param values names and values, as they were given
 */
record DimensionForm(Map<?, ?> values) {}
