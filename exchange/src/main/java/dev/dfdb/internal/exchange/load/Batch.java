package dev.dfdb.internal.exchange.load;

import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.internal.exchange.read.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that go into one transaction, and what became of each. Used by one thread. */
final class Batch {

  private static final Keyword TX_DATA = Keyword.of("tx-data");

  private final List<Row> rows = new ArrayList<>();
  private final List<Object> outcomes = new ArrayList<>();
  private int chars;

  /** Adds a row with its form, a {@link RowForms.Whole} or a {@link RowProblem}. */
  void add(Row row, Object outcome) {
    rows.add(row);
    outcomes.add(outcome);
    chars += row.text().length();
  }

  List<Row> rows() {
    return rows;
  }

  int size() {
    return rows.size();
  }

  /** How long the text of its rows is. */
  int chars() {
    return chars;
  }

  List<Row> rejectedRows() {
    List<Row> rejected = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (outcomes.get(i) instanceof RowProblem) {
        rejected.add(rows.get(i));
      }
    }
    return rejected;
  }

  List<RowProblem> problems() {
    List<RowProblem> problems = new ArrayList<>();
    for (Object outcome : outcomes) {
      if (outcome instanceof RowProblem problem) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /** The transaction of what is right, which also does something else. */
  Map<Object, Object> transaction(List<Object> more) {
    Map<Object, Object> transaction = new LinkedHashMap<>();
    List<Object> forms = new ArrayList<>(rows.size() + more.size());
    for (Object outcome : outcomes) {
      if (outcome instanceof RowForms.Whole whole) {
        transaction.putAll(whole.transaction());
        if (whole.transaction().get(TX_DATA) instanceof Collection<?> given) {
          forms.addAll(given);
        }
      } else if (!(outcome instanceof RowProblem)) {
        forms.add(outcome);
      }
    }
    forms.addAll(more);
    transaction.put(TX_DATA, forms);
    return transaction;
  }
}
