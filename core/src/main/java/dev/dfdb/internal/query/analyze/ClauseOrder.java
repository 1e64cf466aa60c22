package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One order of clauses for all orders in which they may be written, so that what is equally good is
 * chosen the same way every time: patterns with most constants first, then by their text.
 */
final class ClauseOrder {

  private record Ranked(Clause clause, int rank, String text) {
    static Ranked of(Clause clause) {
      return new Ranked(clause, ClauseOrder.rank(clause), clause.origin().text());
    }
  }

  private static final Comparator<Ranked> ORDER =
      Comparator.comparingInt(Ranked::rank).thenComparing(Ranked::text);

  private ClauseOrder() {}

  /** The clauses, and those within them, in an order that doesn't depend on how they stand. */
  static List<Clause> canonical(List<Clause> clauses) {
    List<Ranked> ranked = new ArrayList<>(clauses.size());
    for (Clause clause : clauses) {
      ranked.add(Ranked.of(within(clause)));
    }
    ranked.sort(ORDER);
    return ranked.stream().map(Ranked::clause).toList();
  }

  private static Clause within(Clause clause) {
    if (clause instanceof Clause.NotJoin not) {
      return new Clause.NotJoin(not.shared(), canonical(not.body()), not.origin());
    }
    if (clause instanceof Clause.OrJoin or) {
      return new Clause.OrJoin(
          or.required(),
          or.shared(),
          or.branches().stream().map(ClauseOrder::canonical).toList(),
          or.origin());
    }
    return clause;
  }

  private static int rank(Clause clause) {
    if (clause instanceof Clause.DataPattern pattern) {
      return -(int) pattern.terms().stream().filter(Constant.class::isInstance).count();
    }
    return 1;
  }
}
