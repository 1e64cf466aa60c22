package dev.dfdb.internal.exchange.read;

import org.jspecify.annotations.Nullable;

/**
 * One value of a row.
 *
 * @param name the name of its column
 * @param value a string in CSV, else what JSON or EDN say; null for nothing
 * @param line where it begins
 * @param column the column of that line
 */
public record Cell(String name, @Nullable Object value, long line, int column) {}
