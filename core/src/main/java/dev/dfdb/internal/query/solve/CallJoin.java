package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.RowIndex;
import dev.dfdb.internal.query.relation.Rows;
import dev.dfdb.internal.query.relation.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that wait, in a branch, for the answers of a recursive call. */
final class CallJoin {

  private final List<Variable> rowVariables;
  private final List<Variable> given;
  private final ModeledRule callee;
  private final Table rows;
  private final int[] rowKey;
  private final int[] freePositions;
  private final List<Variable> joinedVariables;
  private int rowsDone;
  private int answersDone;

  /**
   * A join of a call.
   *
   * @param rowVariables what the rows consist of
   * @param arguments the call's arguments
   * @param given what a question of the callee consists of: contexts and given arguments
   * @param callee whom is asked
   */
  CallJoin(
      List<Variable> rowVariables,
      List<Variable> arguments,
      List<Variable> given,
      ModeledRule callee) {
    this.rowVariables = rowVariables;
    this.given = given;
    this.callee = callee;
    this.rows = new Table(rowVariables.size());
    this.rowKey =
        callee.given(arguments).stream().mapToInt(rowVariables::indexOf).toArray();
    List<Variable> free = callee.free(arguments);
    this.freePositions = free.stream().mapToInt(arguments::indexOf).toArray();
    this.joinedVariables = new ArrayList<>(rowVariables);
    joinedVariables.addAll(free);
  }

  /** Asks for what rows need, and remembers the rows if they are to be joined with the answers. */
  void ask(Relation solved, boolean remember) {
    Column[] questions = solved.columns(given);
    Column[] columns = solved.columns(remember ? rowVariables : List.of());
    for (int row = 0; row < solved.size(); row++) {
      if (!remember || rows.add(columns, row)) {
        callee.questions().add(questions, row);
      }
    }
  }

  /** The pairs of rows and answers of which one is new; null if none is. */
  @Nullable
  Relation joinNew() {
    Table answers = callee.answers();
    int allRows = rows.size();
    int allAnswers = answers.size();
    if (allRows == rowsDone && allAnswers == answersDone) {
      return null;
    }
    Rows left = new Rows(allRows - rowsDone);
    Rows right = new Rows(allRows - rowsDone);
    Budget budget = Budget.current();
    if (allRows > rowsDone) {
      RowIndex index = answers.index(callee.givenPositions());
      Column[] probe = columns(rows, rowKey);
      for (int row = rowsDone; row < allRows; row++) {
        for (int i = index.first(probe, row);
            i != RowIndex.NONE && i < allAnswers;
            i = index.next(i)) {
          budget.tick();
          left.add(row);
          right.add(i);
        }
      }
    }
    if (allAnswers > answersDone && rowsDone > 0) {
      RowIndex index = rows.index(rowKey);
      Column[] probe = columns(answers, callee.givenPositions());
      for (int answer = answersDone; answer < allAnswers; answer++) {
        for (int i = index.first(probe, answer);
            i != RowIndex.NONE && i < rowsDone;
            i = index.next(i)) {
          budget.tick();
          left.add(i);
          right.add(answer);
        }
      }
    }
    rowsDone = allRows;
    answersDone = allAnswers;
    return paste(left, right);
  }

  private static Column[] columns(Table table, int[] positions) {
    Column[] columns = new Column[positions.length];
    for (int i = 0; i < positions.length; i++) {
      columns[i] = table.column(positions[i]);
    }
    return columns;
  }

  /** About how much memory the rows take. */
  long bytes() {
    return rows.bytes();
  }

  private Relation paste(Rows left, Rows right) {
    Column[] columns = new Column[joinedVariables.size()];
    for (int i = 0; i < rowVariables.size(); i++) {
      columns[i] = rows.column(i).select(left);
    }
    for (int i = 0; i < freePositions.length; i++) {
      columns[rowVariables.size() + i] =
          callee.answers().column(freePositions[i]).select(right);
    }
    return new Relation(joinedVariables, columns, left.size());
  }
}
