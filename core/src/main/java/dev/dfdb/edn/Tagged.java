package dev.dfdb.edn;

import org.jspecify.annotations.Nullable;

/**
 * A form whose tag no reader is known for, such as {@code #my.app/money [12 "EUR"]}. It prints as
 * it was read.
 *
 * @param tag the symbol after the hash sign
 * @param value the form that follows it
 */
public record Tagged(Symbol tag, @Nullable Object value) {}
