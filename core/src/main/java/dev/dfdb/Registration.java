package dev.dfdb;

/** Something that goes on until it is closed. Closing it again does nothing. */
public interface Registration extends AutoCloseable {

  /** Ends it. */
  @Override
  void close();
}
