package dev.dfdb.internal.transaction;

/**
 * How much memory a connection may take for what it has read.
 *
 * @param queryBytes for what queries have made of it; 0 for nothing
 * @param pageBytes for pages of the indexes as they are stored; 0 for none, as where reading the
 *     storage is no dearer than reading memory
 */
public record Caches(long queryBytes, long pageBytes) {

  /** Keeps nothing. */
  public static final Caches NONE = new Caches(0, 0);
}
