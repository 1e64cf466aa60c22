package dev.dfdb.internal.index;

/**
 * A walk over the datoms of one attribute that have one entity, or one value, by its
 * {@link Postings}.
 */
final class PostedDatoms implements DatomCursor {

  private final DatabaseValue value;
  private final long a;
  private final Object key;
  private final boolean byValue;
  private final ValueArray members;
  private final int end;
  private int at;

  /** Stands before the members of a key. */
  PostedDatoms(DatabaseValue value, long a, Object key, boolean byValue, Postings postings) {
    int found = postings.find(key);
    this.value = value;
    this.a = a;
    this.key = key;
    this.byValue = byValue;
    this.members = postings.members();
    this.at = found < 0 ? -1 : postings.start(found) - 1;
    this.end = found < 0 ? 0 : postings.start(found + 1);
  }

  @Override
  public boolean next() {
    return ++at < end;
  }

  @Override
  public long e() {
    return byValue ? members.longs()[at] : (Long) key;
  }

  @Override
  public long a() {
    return a;
  }

  @Override
  public Object v() {
    return byValue ? key : members.get(at);
  }

  /** Few want to know, so it is looked up. */
  @Override
  public long tx() {
    return EntityIds.ofTransaction(value.assertedAt(e(), a, v()));
  }

  @Override
  public void close() {}
}
