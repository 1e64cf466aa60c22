package dev.dfdb.internal.query.ast;

/** What may stand as a component of a pattern or as an argument. */
public sealed interface Term permits Variable, Constant, Blank, SourceName {}
