package dev.dfdb.codec;

/**
 * The bytes of the format. The first byte of a value is its type code, and the codes stand in the
 * order of the types, with gaps for types to come; 0xFF is never one. The table in docs/FORMAT.md
 * says the same, and a test compares the two.
 */
final class Codes {

  /** Ends a list, a set or a map; below every type code, so that the shorter one sorts first. */
  static final int END = 0x00;

  static final int NIL = 0x08;
  static final int FALSE = 0x10;
  static final int TRUE = 0x11;

  // Numbers: the code says the sign and how large the magnitude is, from far below zero to far
  // above it. The codes of one sign mirror those of the other around ZERO.
  static final int NEGATIVE_INFINITY = 0x23;
  static final int NEGATIVE_HUGE = 0x24; // at most -2^1024
  static final int NEGATIVE_LARGE = 0x25; // -2^1024 < x <= -2^64
  static final int NEGATIVE_INTEGER_8 = 0x26; // 8 bytes of integer part ...
  static final int NEGATIVE_INTEGER_1 = 0x2D; // ... down to 1
  static final int NEGATIVE_FRACTION = 0x2E; // -1 < x <= -Double.MIN_VALUE
  static final int NEGATIVE_TINY = 0x2F; // between that and zero
  static final int ZERO = 0x30;
  static final int POSITIVE_TINY = 0x31;
  static final int POSITIVE_FRACTION = 0x32;
  static final int POSITIVE_INTEGER_1 = 0x33;
  static final int POSITIVE_INTEGER_8 = 0x3A;
  static final int POSITIVE_LARGE = 0x3B;
  static final int POSITIVE_HUGE = 0x3C;
  static final int POSITIVE_INFINITY = 0x3D;
  static final int NAN = 0x3E;

  static final int STRING = 0x50;
  static final int KEYWORD = 0x58;
  static final int SYMBOL = 0x60;
  static final int INSTANT = 0x68;
  static final int UUID = 0x70;
  static final int URI = 0x78;
  static final int BYTES = 0x80;
  static final int LIST = 0x88;
  static final int MAP = 0x90;
  static final int SET = 0x98;

  // The tail of a number: which type it came as, ordered as types that hold equal numbers are. A
  // tail byte that says "more digits follow" is farther from zero than every tag, on either side.
  static final int MORE_BELOW = 0x08;
  static final int TAG_LONG = 0x10;
  static final int TAG_BIG_INTEGER = 0x12;
  static final int TAG_BIG_INTEGER_PADDED = 0x13;
  static final int TAG_FLOAT = 0x18;
  static final int TAG_DOUBLE = 0x1A;
  static final int TAG_DECIMAL = 0x1C;
  static final int TAG_DECIMAL_PADDED = 0x1D;
  static final int MORE_ABOVE = 0x28;

  // Inside texts and bytes 0x00 only ends; what would be 0x00 or 0x01 is escaped.
  static final int TEXT_END = 0x00;
  static final int ESCAPE = 0x01;
  static final int ESCAPED_00 = 0x01;
  static final int ESCAPED_01 = 0x02;

  /** How many zeros at the end of a number one byte of padding stands for; a double has fewer. */
  static final int ZEROS_PER_PAD = 24;

  static final int PAD = 0x01;
  static final int PAD_END = 0x00;

  private Codes() {}
}
