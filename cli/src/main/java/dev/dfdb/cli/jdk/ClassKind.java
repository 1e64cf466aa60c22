package dev.dfdb.cli.jdk;

/** What a class was declared as, in the words of the Java language. */
public enum ClassKind {
  /** An ordinary class; also the body of an enum constant, which is no enum itself. */
  CLASS,
  /** An interface that is no annotation. */
  INTERFACE,
  /** An enum. */
  ENUM,
  /** A record. */
  RECORD,
  /** An annotation interface. */
  ANNOTATION
}
