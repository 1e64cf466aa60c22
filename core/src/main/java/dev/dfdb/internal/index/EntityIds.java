package dev.dfdb.internal.index;

/**
 * How entity ids are given out. Ids stand in every key, and small ones are short there, so schema
 * comes first: built-in entities below {@link #FIRST_NAMED}, entities with an ident (attributes
 * above all) below {@link #FIRST_ENTITY}, then everything else; transactions have a range of their
 * own.
 */
public final class EntityIds {

  /** The first id of a named entity that a user declares. */
  public static final long FIRST_NAMED = 64;

  /** The first id of an ordinary entity. */
  public static final long FIRST_ENTITY = 1 << 14;

  /** The id of transaction 0; transaction t has this plus t. */
  public static final long TRANSACTIONS = 1L << 42;

  private EntityIds() {}

  /** The entity id of transaction {@code t}. */
  public static long ofTransaction(long t) {
    return TRANSACTIONS + t;
  }

  /** The t of a transaction's entity id. */
  public static long t(long tx) {
    return tx - TRANSACTIONS;
  }

  /** Whether an id is a transaction's. */
  public static boolean isTransaction(long id) {
    return id >= TRANSACTIONS;
  }
}
