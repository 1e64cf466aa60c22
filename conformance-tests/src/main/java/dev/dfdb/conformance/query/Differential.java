package dev.dfdb.conformance.query;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.conformance.query.RandomWorld.Said;
import dev.dfdb.error.DfdbException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random queries about one random world, asked of a database and of the definition. All of it
 * follows from a seed.
 */
public final class Differential {

  private static final String REFUSED = "refused: ";

  private final long seed;
  private final RandomWorld world;
  private int skipped;
  private int answered;

  /** The world of a seed. */
  public Differential(long seed) {
    this.seed = seed;
    this.world = new RandomWorld(seed);
  }

  /** How many queries were too large for the definition, and so not compared. */
  public int skipped() {
    return skipped;
  }

  /** How many queries had an answer of at least one row. */
  public int answered() {
    return answered;
  }

  /**
   * Asks queries.
   *
   * @param connection to an empty database
   * @param queries how many
   * @return the first that is answered otherwise than it should be; null if none is
   */
  public @Nullable Failure run(Connection connection, int queries) {
    List<Long> ids = world.build(connection, world.said());
    Db db = connection.db();
    for (int i = 0; i < queries; i++) {
      QueryCase query = new QueryGenerator(seed * 1_000 + i, world, ids).query();
      String difference = difference(query, db);
      if (difference != null) {
        return new Failure(query, world.said(), difference);
      }
    }
    return null;
  }

  /**
   * What was found.
   *
   * @param facts what was transacted
   * @param difference what is wrong with the answer
   */
  public record Failure(QueryCase query, List<Said> facts, String difference) {

    /** Whether the query was refused: then what is left out may be just what was wrong with it. */
    public boolean isRefusal() {
      return difference.startsWith(REFUSED);
    }

    /** All there is to know for repeating it by hand. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(difference)
          .append('\n')
          .append(query.text())
          .append("\ninputs ")
          .append(query.inputs());
      if (!query.rules().isEmpty()) {
        text.append("\nrules ").append(query.rulesText());
      }
      facts.forEach(fact -> text.append("\n").append(fact));
      return text.toString();
    }
  }

  /** The failure with fewer facts and clauses, as another empty database shows it. */
  public @Nullable Failure again(Connection connection, Failure failure) {
    world.build(connection, failure.facts());
    String difference = difference(failure.query(), connection.db());
    return difference == null ? null : new Failure(failure.query(), failure.facts(), difference);
  }

  private @Nullable String difference(QueryCase query, Db db) {
    List<List<Object>> defined;
    try {
      defined = query.defined(db, refs(db));
    } catch (NaiveClauses.TooLarge tooLarge) {
      skipped++;
      return null;
    }
    answered += defined.isEmpty() ? 0 : 1;
    List<List<Object>> asked;
    try {
      asked = query.asked(db);
    } catch (DfdbException | IllegalStateException | ClassCastException error) {
      return REFUSED + error;
    }
    return same(query, defined, asked) ? null : "expected " + defined + "\nbut was " + asked;
  }

  private static boolean same(
      QueryCase query, List<List<Object>> defined, List<List<Object>> asked) {
    boolean one = query.shape().equals("scalar") || query.shape().equals("tuple");
    if (one) {
      return defined.isEmpty() ? asked.isEmpty() : asked.size() == 1 && defined.containsAll(asked);
    }
    return query.presentation().isPage()
        ? query.presentation().isPageOf(defined, asked)
        : counted(defined).equals(counted(asked));
  }

  private static Map<List<Object>, Integer> counted(List<List<Object>> rows) {
    Map<List<Object>, Integer> counted = new HashMap<>();
    rows.forEach(row -> counted.merge(row, 1, Integer::sum));
    return counted;
  }

  private Set<Long> refs(Db db) {
    Set<Long> refs = new HashSet<>();
    for (RandomWorld.Attribute attribute : world.attributes()) {
      if (attribute.type().equals("ref")) {
        refs.add(Objects.requireNonNull(db.entid(attribute.name())));
      }
    }
    return refs;
  }

  /** The parts of a failure, any of which may be left out. */
  public static List<Object> parts(Failure failure) {
    List<Object> parts = new ArrayList<>(failure.facts());
    failure.query().rules().forEach(rule -> parts.add(new Branch(rule)));
    parts.addAll(failure.query().where());
    return parts;
  }

  private record Branch(String text) {}

  /** The failure of which only some parts are left. */
  public static Failure of(Failure whole, List<Object> parts) {
    List<Said> facts = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    List<String> where = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Said said) {
        facts.add(said);
      } else if (part instanceof Branch branch) {
        rules.add(branch.text());
      } else {
        where.add((String) part);
      }
    }
    return new Failure(whole.query().withRules(rules).withWhere(where), facts, whole.difference());
  }
}
