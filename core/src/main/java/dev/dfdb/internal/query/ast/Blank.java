package dev.dfdb.internal.query.ast;

/** The underscore: any value, another one each time it is written. */
public enum Blank implements Term {
  /** The only one. */
  BLANK
}
