package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Root;

/**
 * Gives out ids in one transaction. What it gave out counts only when the transaction is committed.
 */
final class IdAllocation {

  private final Root before;
  private long nextNamed;
  private long nextEntity;

  IdAllocation(Root before) {
    this.before = before;
    this.nextNamed = before.nextNamed();
    this.nextEntity = before.nextEntity();
  }

  /** An id for an entity with an ident: a short one while there are any. */
  long named() {
    return nextNamed < EntityIds.FIRST_ENTITY ? nextNamed++ : nextEntity++;
  }

  /** An id for any other entity. */
  long entity() {
    return nextEntity++;
  }

  /** Whether an id was given out before this transaction, so that there may be datoms of it. */
  boolean isOld(long id) {
    return EntityIds.isTransaction(id)
        ? EntityIds.t(id) <= before.t()
        : id >= EntityIds.FIRST_ENTITY ? id < before.nextEntity() : id < before.nextNamed();
  }

  /** The root after this transaction. */
  Root after(long instant, long commit) {
    return new Root(before.t() + 1, nextNamed, nextEntity, instant, commit);
  }
}
