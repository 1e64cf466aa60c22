package dev.dfdb.cli.edn;

import dev.dfdb.Connection;
import dev.dfdb.TxReport;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads transactions from a text, one after the other: vectors of forms, maps with
 * {@code :tx-data}, and forms that stand alone, put together. Holds no more than one. Used by one
 * thread.
 */
public final class TransactionReader {

  private static final Keyword TX_DATA = Keyword.of("tx-data");

  private final FormReader forms;
  private final int batch;
  private FormReader.@Nullable Form pending;

  /**
   * Begins at the beginning.
   *
   * @param source what the text is called in errors
   * @param batch how many forms that stand alone are one transaction at most
   */
  public TransactionReader(Reader text, String source, int batch) {
    this.forms = new FormReader(text, source);
    this.batch = batch;
  }

  /**
   * A transaction.
   *
   * @param forms a map with {@code :tx-data}, or its forms
   * @param line where it begins, from 1
   */
  public record Transaction(Object forms, int line) {

    /** Commits it. */
    public TxReport commit(Connection connection) {
      return forms instanceof Map<?, ?> map
          ? connection.transact(map)
          : connection.transact((Collection<?>) forms);
    }

    /** The same error with the place of the transaction, if it is one about it. */
    public RuntimeException located(RuntimeException e, String source) {
      if (!(e instanceof TransactionException refused)) {
        return e;
      }
      Map<String, Object> context = new LinkedHashMap<>(refused.context());
      context.put("source", source);
      context.put("line", line);
      return new TransactionException(refused.summary(), context, e);
    }
  }

  /** How many characters were read. */
  public long chars() {
    return forms.chars();
  }

  /**
   * The next transaction, or empty at the end.
   *
   * @throws dev.dfdb.error.SyntaxException if the text is no EDN
   * @throws TransactionException if a form is neither a collection nor a map
   */
  public Optional<Transaction> next() throws IOException {
    List<Object> alone = new ArrayList<>();
    int line = 0;
    while (alone.size() < batch) {
      FormReader.Form form = pending == null ? forms.next().orElse(null) : pending;
      pending = null;
      if (form == null) {
        break;
      }
      Object whole = form.form();
      if (whole != null && isTransaction(whole)) {
        if (alone.isEmpty()) {
          return Optional.of(new Transaction(whole, form.line()));
        }
        pending = form;
        break;
      }
      if (!(whole instanceof Collection) && !(whole instanceof Map)) {
        throw new TransactionException(
            "A form of a transaction is a map or a list",
            Map.of("form", String.valueOf(whole), "line", form.line()));
      }
      line = alone.isEmpty() ? form.line() : line;
      alone.add(whole);
    }
    return alone.isEmpty() ? Optional.empty() : Optional.of(new Transaction(alone, line));
  }

  /** Whether a form is a whole transaction, rather than a form of one. */
  public static boolean isTransaction(@Nullable Object form) {
    if (form instanceof Map<?, ?> map) {
      return map.containsKey(TX_DATA) || map.containsKey(":tx-data");
    }
    return form instanceof Collection<?> forms
        && forms.stream().allMatch(one -> one instanceof Collection || one instanceof Map);
  }
}
