package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Symbol;
import dev.dfdb.error.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls the functions that users registered. Each sees the database before the transaction, and
 * nothing of what the others give.
 */
final class FunctionCalls {

  /** How deep functions may call functions. */
  static final int MAX_DEPTH = 100;

  private final TransactionFunctions functions;
  private final LentDatabase before;

  FunctionCalls(TransactionFunctions functions, LentDatabase before) {
    this.functions = functions;
    this.before = before;
  }

  /**
   * The forms that take the place of a call.
   *
   * @param form the name and the arguments
   * @param depth how many calls led to this one
   */
  Collection<?> forms(List<?> form, int depth) {
    Symbol name = TransactionFunctions.name(form.get(0));
    TransactionFunctions.Call function = form.get(0) instanceof TransactionFunctions.Call given
        ? given
        : name == null ? null : functions.calls().get(name);
    if (function == null) {
      throw Refusal.of(
          "no such transaction function",
          "function",
          String.valueOf(form.get(0)),
          "form",
          form,
          "built in",
          ListForms.BUILT_IN,
          "registered",
          new TreeSet<>(functions.calls().keySet()));
    }
    if (depth == MAX_DEPTH) {
      throw Refusal.of(
          "transaction functions call each other without end",
          "form",
          form,
          "most calls within each other",
          MAX_DEPTH);
    }
    Collection<?> forms;
    try {
      Collection<?> given = function.apply(
          before, Collections.unmodifiableList(new ArrayList<>(form.subList(1, form.size()))));
      forms = given == null ? null : new ArrayList<>(given);
    } catch (StorageException unreadable) {
      throw unreadable;
    } catch (RuntimeException | AssertionError | StackOverflowError failure) {
      throw Refusal.because(
          failure, "a transaction function failed", "function", shown(name), "form", form);
    }
    if (forms == null) {
      throw Refusal.of(
          "a transaction function gave null; without anything to do, it gives no forms",
          "function",
          shown(name),
          "form",
          form);
    }
    return forms;
  }

  private static Object shown(@Nullable Symbol name) {
    return name == null ? "given with the transaction" : name;
  }
}
