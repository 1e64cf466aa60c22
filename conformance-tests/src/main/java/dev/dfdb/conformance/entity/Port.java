package dev.dfdb.conformance.entity;

import org.jspecify.annotations.Nullable;

/** An element of lists and sets. */
public record Port(int number, @Nullable String protocol) {}
