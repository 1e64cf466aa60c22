package dev.dfdb.cli.database;

/** What a command wants of a database. */
public enum Access {

  /** There has to be one. */
  EXISTING,

  /** It is begun where there is none. */
  CREATING
}
