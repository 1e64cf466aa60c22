package dev.dfdb.internal.query.ast;

import org.jspecify.annotations.Nullable;

/**
 * A value written in the query.
 *
 * @param value the value, in the canonical Java type of its kind
 */
public record Constant(@Nullable Object value) implements Term {}
