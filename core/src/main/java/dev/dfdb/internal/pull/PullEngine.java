package dev.dfdb.internal.pull;

import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.form.BoundedCache;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pulls. A pull reads first and puts together afterwards: level by level, all entities of a level
 * at once, however many results they are part of. Patterns given as text are parsed once and kept,
 * as many as were used last. Safe from any thread.
 */
public final class PullEngine {

  private static final int CACHED = 256;
  private static final long MOST_REPEATS = 4_000_000;

  private final BoundedCache<String, PullPattern> patterns = new BoundedCache<>(CACHED);
  private final Transforms transforms;
  private final long mostRepeats;

  /** An engine for patterns that name these functions. */
  public PullEngine(Transforms transforms) {
    this(transforms, MOST_REPEATS);
  }

  /** An engine that repeats entities so often in one pull at most. */
  PullEngine(Transforms transforms, long mostRepeats) {
    this.transforms = transforms;
    this.mostRepeats = mostRepeats;
  }

  /** The functions that patterns can name. */
  public Transforms transforms() {
    return transforms;
  }

  /**
   * Parses a pattern: EDN text, or its vector as Java objects.
   *
   * @throws SyntaxException if a text isn't EDN
   * @throws QueryException if it isn't a pattern
   */
  public PullPattern parse(Object pattern) {
    return pattern instanceof String text
        ? patterns.get(text, PullParser::parse)
        : PullParser.parse(pattern);
  }

  /**
   * Pulls entities.
   *
   * @param entities entity ids, in any order; {@link DatomSource#NONE} for none
   * @return for each entity, in the order given, an immutable map, or null where nothing matches
   * @throws QueryException if the database doesn't fit the pattern, or is a history
   */
  public List<@Nullable Map<Object, Object>> pull(
      DatomSource source, PullPattern pattern, long[] entities) {
    checkState(source.isHistory());
    List<@Nullable Map<Object, Object>> results = new ArrayList<>(entities.length);
    if (entities.length == 1
        && entities[0] != DatomSource.NONE
        && FlatPull.fits(source, pattern)
        && FlatPull.pull(source, pattern, transforms, entities[0], results)) {
      return Collections.unmodifiableList(results);
    }
    Plan plan = new Plan(pattern, source, transforms);
    read(plan, source, entities);
    Assembly assembly = new Assembly(mostRepeats);
    for (long entity : entities) {
      Object result = entity == DatomSource.NONE ? Frame.NOTHING : assembly.of(plan.root(), entity);
      results.add(result instanceof PulledMap map ? map : null);
    }
    return Collections.unmodifiableList(results);
  }

  private static void read(Plan plan, DatomSource source, long[] entities) {
    Reader reader = new Reader(source, plan.wildcards());
    Batch first = new Batch(plan.root());
    for (long entity : entities) {
      if (entity != DatomSource.NONE) {
        first.add(entity, plan.root().bounds());
      }
    }
    Map<Node, Batch> level = Map.of(plan.root(), first);
    while (!level.isEmpty()) {
      Map<Node, Batch> next = new LinkedHashMap<>();
      for (Batch batch : level.values()) {
        reader.read(batch);
        batch.follow(next);
      }
      level = next;
    }
  }

  /**
   * Checks that a database shows a state, in which each attribute of an entity has its value.
   *
   * @throws QueryException if it is a history
   */
  public static void checkState(boolean isHistory) {
    if (isHistory) {
      throw new QueryException(
          "A history shows no state of an entity",
          Map.of("expected", "a database as of some time: db.asOf(t) instead of db.history()"));
    }
  }
}
