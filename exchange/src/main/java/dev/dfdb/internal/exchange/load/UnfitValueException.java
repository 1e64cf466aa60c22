package dev.dfdb.internal.exchange.load;

/** A value that is not what its column holds. The message says what belongs there. */
final class UnfitValueException extends Exception {

  private static final long serialVersionUID = 1L;

  /** There may be one for every row, so that it has no stack trace. */
  UnfitValueException(String expected) {
    super(expected, null, false, false);
  }

  /** What is wrong, and what would be right. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
