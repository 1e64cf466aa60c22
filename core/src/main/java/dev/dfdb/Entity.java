package dev.dfdb;

import dev.dfdb.codec.Identified;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.entity.AttributeName;
import dev.dfdb.internal.entity.EntityReader;
import dev.dfdb.internal.entity.EntityReader.Found;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An entity as one database value knows it, to walk from: attributes are read when they are asked
 * for, references are entities again, and with an underscore they are followed backwards.
 *
 * <pre>{@code
 * Entity ada = db.entity(List.of(":person/email", "ada@x.org"));
 * ada.get(":person/name");                       // "Ada"
 * ada.ref(":person/mentor").get(":person/name"); // "Mary"
 * ada.refs(":person/_mentor");                   // those whose mentor she is
 * }</pre>
 *
 * <p>The first attribute asked for is one look into the database, and the second reads all others
 * with it, unless they have many values: for many entities at once, or for what is known
 * beforehand, {@link Db#pull pull} is faster. An attribute is named by a
 * {@link dev.dfdb.edn.Keyword} or by a string with a colon. Two entities are equal if they have the
 * same id and come from the same database value.
 *
 * <p>Wherever an entity id is taken, in transactions, queries, patterns and indexes, an entity is
 * taken for its id, which means the entity as it is there.
 *
 * <p>What was read once is kept. Safe from any thread; to be read while the connection is open.
 */
public final class Entity implements Identified {

  /** How many values are read at once where only some are asked for. */
  private static final int FEW = 24;

  private final Db db;
  private final long id;
  private final Map<Keyword, Kept> known = new ConcurrentHashMap<>();
  private volatile boolean knowsAll;

  /** How often an attribute was looked for in the database, up to two times. */
  private volatile int looks;

  /** What was read of an attribute; no value for nothing. */
  private record Kept(boolean isMany, boolean isParts, Set<Object> values) {
    static final Kept NOTHING = new Kept(false, false, Set.of());
  }

  Entity(Db db, long id) {
    this.db = db;
    this.id = id;
  }

  /** Its id, which is also the value of {@code :db/id}. */
  @Override
  public long id() {
    return id;
  }

  /** The database value that it is read from. */
  public Db db() {
    return db;
  }

  /**
   * What it has for an attribute.
   *
   * @param attribute such as {@code :person/name}; {@code :person/_friend} for the entities that
   *     have this one as a {@code :person/friend}
   * @return null for nothing; otherwise the value, with an {@code Entity} for a reference; for an
   *     attribute of cardinality many, and for a reversed one that isn't a component, an immutable
   *     set of them
   * @throws QueryException if the attribute isn't named by a keyword, or is reversed and no
   *     reference
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public @Nullable Object get(Object attribute) {
    Objects.requireNonNull(attribute, "attribute");
    Kept kept = kept(attribute);
    if (kept.values().isEmpty()) {
      return null;
    }
    return kept.isMany() ? kept.values() : kept.values().iterator().next();
  }

  /**
   * The only value of an attribute, as the type that it is known to have.
   *
   * @return null for nothing
   * @throws QueryException if the value is of another type, beside what {@link #get(Object)} throws
   */
  public <T> @Nullable T get(Object attribute, Class<T> type) {
    Object value = get(attribute);
    return value == null ? null : cast(value, attribute, type);
  }

  /**
   * What it has for an attribute of any cardinality.
   *
   * @return an immutable set, in the order of the values; empty for nothing
   * @throws QueryException as {@link #get(Object)}
   */
  public Set<Object> values(Object attribute) {
    return kept(attribute).values();
  }

  /**
   * The only entity that it refers to by an attribute, or that refers to it as its component.
   *
   * @return null for none
   * @throws QueryException if the value is no entity, beside what {@link #get(Object)} throws
   */
  public @Nullable Entity ref(Object attribute) {
    return get(attribute, Entity.class);
  }

  /**
   * The entities that it refers to by an attribute, or for a reversed one that refer to it.
   *
   * @return an immutable set; empty for none
   * @throws QueryException if a value is no entity, beside what {@link #get(Object)} throws
   */
  public Set<Entity> refs(Object attribute) {
    Set<Entity> refs = new LinkedHashSet<>();
    values(attribute).forEach(value -> refs.add(cast(value, attribute, Entity.class)));
    return Collections.unmodifiableSet(refs);
  }

  /**
   * Whether it has anything for an attribute.
   *
   * @throws QueryException as {@link #get(Object)}
   */
  public boolean containsKey(Object attribute) {
    Keyword keyword = keyword(attribute);
    if (keyword.equals(Builtin.DB_ID) || knowsAll || known.containsKey(keyword)) {
      return get(keyword) != null;
    }
    return db.<Boolean>read(source -> EntityReader.has(source, id, AttributeName.of(keyword)));
  }

  /** The attributes that it has anything for, without reversed ones and {@code :db/id}. */
  public Set<Keyword> keySet() {
    return Collections.unmodifiableSet(
        db.<Set<Keyword>>read(source -> EntityReader.attributes(source, id)));
  }

  /**
   * Reads all its attributes, and those of its components and of theirs. From then on they can be
   * asked for without looking into the database, even after the connection was closed.
   *
   * @return this entity
   */
  public Entity touch() {
    Set<Long> seen = new HashSet<>();
    Deque<Entity> waiting = new ArrayDeque<>();
    waiting.add(this);
    while (!waiting.isEmpty()) {
      Entity next = waiting.remove();
      if (seen.add(next.id)) {
        if (!next.knowsAll) {
          next.readAll(Integer.MAX_VALUE);
        }
        next.addPartsTo(waiting);
      }
    }
    return this;
  }

  private void addPartsTo(Deque<Entity> waiting) {
    for (Kept kept : known.values()) {
      if (kept.isParts()) {
        kept.values().forEach(part -> waiting.add((Entity) part));
      }
    }
  }

  private Kept kept(Object attribute) {
    Keyword keyword = keyword(attribute);
    if (keyword.equals(Builtin.DB_ID)) {
      return new Kept(false, false, Set.of(id));
    }
    Kept kept = known.get(keyword);
    if (kept == null) {
      kept = read(AttributeName.of(keyword));
      known.putIfAbsent(keyword, kept);
    }
    return kept;
  }

  private Kept read(AttributeName name) {
    if (!name.isReverse()) {
      readAhead();
      if (knowsAll) {
        return knownByAnyName(name.ident());
      }
    }
    Found found = db.<@Nullable Found>read(source -> EntityReader.read(source, id, name));
    return found == null ? Kept.NOTHING : kept(found);
  }

  /** Whoever asks for a second attribute gets the others with it, unless they are many. */
  private void readAhead() {
    if (looks == 0) {
      looks = 1;
    } else if (looks == 1 && !knowsAll) {
      looks = 2;
      readAll(FEW);
    }
  }

  /** Reads and keeps all that there is, unless there are more values than so many. */
  private void readAll(int atMost) {
    List<Found> all =
        db.<@Nullable List<Found>>read(source -> EntityReader.readAll(source, id, atMost));
    if (all != null) {
      all.forEach(found -> known.putIfAbsent(found.attribute().ident(), kept(found)));
      knowsAll = true;
    }
  }

  /** What is known of an attribute, which may be named by an ident that it had once. */
  private Kept knownByAnyName(Keyword ident) {
    Attribute attribute = db.perspective.schema().attribute(ident);
    return attribute == null ? Kept.NOTHING : known.getOrDefault(attribute.ident(), Kept.NOTHING);
  }

  private Kept kept(Found found) {
    boolean isRef = found.attribute().isRef();
    if (found.values().size() == 1) {
      Object value = found.values().get(0);
      Set<Object> only = Set.of(isRef ? new Entity(db, (Long) value) : value);
      return new Kept(found.isMany(), found.isParts(), only);
    }
    Set<Object> values = new LinkedHashSet<>();
    for (Object value : found.values()) {
      values.add(isRef ? new Entity(db, (Long) value) : value);
    }
    return new Kept(found.isMany(), found.isParts(), Collections.unmodifiableSet(values));
  }

  private static Keyword keyword(Object attribute) {
    Keyword keyword = Keyword.find(attribute);
    if (keyword == null) {
      throw new QueryException(
          "Not the name of an attribute",
          Map.of("found", attribute, "expected", "a keyword such as :person/name"));
    }
    return keyword;
  }

  private <T> T cast(Object value, Object attribute, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new QueryException(
          "An attribute has a value of another type",
          Map.of(
              "entity", id,
              "attribute", keyword(attribute),
              "expected", type.getName(),
              "found", value.getClass().getName()));
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entity that && id == that.id && db.equals(that.db);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(id) + db.hashCode();
  }

  /** Its id alone: reads nothing. */
  @Override
  public String toString() {
    return "{:db/id " + id + "}";
  }
}
