package dev.dfdb;

import org.jspecify.annotations.Nullable;

/**
 * A predicate that an entity spec names ({@code :db.entity/preds}), registered under
 * {@code predicates} in the configuration of {@link Dfdb#createDb(java.util.Map)}.
 *
 * <p>Like a {@link TransactionFunction} it may be called more than once for one transaction, and
 * should do nothing but read.
 */
@FunctionalInterface
public interface EntityPredicate {

  /**
   * Says whether an entity is as it should be.
   *
   * @param after the database as the transaction leaves it; to be read by this thread, until the
   *     call returns
   * @param entity the id of the entity
   * @return true if it is; anything else, such as a text that says what is wrong, refuses the
   *     transaction and stands in its error
   * @throws RuntimeException to refuse the transaction as well
   */
  @Nullable
  Object test(Db after, long entity);
}
