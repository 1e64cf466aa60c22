package dev.dfdb.conformance.oracle;

/** A transaction that means nothing, or what is not allowed. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refused(String why) {
    super(why, null, false, false);
  }
}
