package dev.dfdb;

import java.util.Collection;
import java.util.List;

/**
 * A function that transactions call by the name it is registered with, under {@code functions} in
 * the configuration of {@link Dfdb#createDb(java.util.Map)}. {@code [:account/deposit "ada" 10]} in
 * a transaction stands for the forms that the function registered as {@code account/deposit} gives.
 *
 * <p>It is called while the transaction is evaluated, by whichever thread does that, and again if
 * the transaction has to be evaluated again because another process was faster. So it should do
 * nothing but read the database it is given and make forms; it can't transact.
 */
@FunctionalInterface
public interface TransactionFunction {

  /**
   * Makes forms. They may call further functions.
   *
   * @param db the database before the transaction, without anything that the transaction's other
   *     forms assert; to be read by this thread, until the call returns
   * @param arguments what follows the name in the form, as it was written
   * @return the forms, none for nothing to do
   * @throws RuntimeException to refuse the transaction: it becomes the cause of the
   *     {@link dev.dfdb.error.TransactionException} that the caller sees
   */
  Collection<?> apply(Db db, List<?> arguments);
}
