package dev.dfdb;

/** What becomes of datoms that have no value for a dimension of time that a view is bound by. */
public enum Undated {

  /**
   * They are kept, and speak of all times: one replaces what was transacted before it, and is
   * replaced by what is transacted after it.
   */
  KEPT,

  /** They are left out. */
  LEFT_OUT
}
