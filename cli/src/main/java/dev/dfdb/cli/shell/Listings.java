package dev.dfdb.cli.shell;

import dev.dfdb.AttributeInfo;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.cli.database.PointInTime;
import dev.dfdb.cli.output.RowFormat;
import dev.dfdb.cli.output.Rows;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the shell lists of a database. */
final class Listings {

  private static final String DECLARED =
      "[:find ?ident :where (or [?a :db/valueType] [?a :db/cardinality]) [?a :db/ident ?ident]]";

  private Listings() {}

  static void attributes(Session session, String none) {
    List<List<Object>> rows = new ArrayList<>();
    session
        .db()
        .stats()
        .attributes()
        .forEach(
            (attribute, stats) -> rows.add(List.of(attribute, stats.count(), stats.distinct())));
    print(session, List.of("attribute", "datoms", "values"), rows);
  }

  /** Also used by completion: the attributes that are declared, or have values. */
  static Set<String> attributeNames(Session session) {
    Set<String> names = new TreeSet<>();
    session.connection().db().stats().attributes().keySet().stream()
        .map(Keyword::toString)
        .forEach(names::add);
    session.connection().db().q(DECLARED).values().forEach(ident -> names.add("" + ident));
    return names;
  }

  static void schema(Session session, String none) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Object ident : new TreeSet<>(session.connection().db().q(DECLARED).values())) {
      AttributeInfo info = session.connection().db().attribute(ident);
      if (info != null && info.valueType() != null) {
        rows.add(Arrays.asList(
            info.ident(),
            info.valueType().name(),
            info.cardinality().name(),
            info.unique() == null ? null : info.unique().name(),
            info.doc()));
      }
    }
    print(session, List.of("attribute", "type", "cardinality", "unique", "doc"), rows);
  }

  static void log(Session session, String range) {
    String[] points = range.isEmpty() ? new String[0] : range.split("\\s+", 2);
    List<List<Object>> rows = new ArrayList<>();
    try (Stream<LoggedTransaction> transactions = session
        .connection()
        .log()
        .txRange(
            points.length > 0 ? PointInTime.parse(points[0]) : null,
            points.length > 1 ? PointInTime.parse(points[1]) : null)) {
      transactions
          .limit(session.limit() + 1L)
          .forEach(one -> rows.add(List.of(one.t(), one.instant(), one.datoms().size())));
    }
    print(session, List.of("t", "instant", "datoms"), rows);
  }

  private static void print(
      Session session, List<?> columns, List<? extends List<? extends @Nullable Object>> rows) {
    new Rows(columns, rows)
        .print(session.json() ? RowFormat.JSON : RowFormat.TABLE, session.out(), session.limit());
  }
}
