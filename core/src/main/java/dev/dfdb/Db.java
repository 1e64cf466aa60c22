package dev.dfdb;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.entity.EntityReader;
import dev.dfdb.internal.entity.EntityReference;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.TimePoints;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.transaction.Reading;
import dev.dfdb.internal.transaction.TransactionMap;
import java.time.Instant;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database as a value: the facts as they were at one moment, whatever is transacted afterwards.
 *
 * <p>From one value others are made that show another part of time: {@link #asOf}, {@link #since},
 * {@link #history}; less, {@link #filter}; or what would be after a transaction, {@link #with}.
 * They can be combined, and each can be queried like any other.
 *
 * <p>A value costs nothing to keep and nothing to drop, and answers the same after any number of
 * later transactions. It can be read while its connection is open; there is nothing to close, but
 * for the streams it gives. Immutable, and safe from any thread.
 */
public final class Db {

  private final Source source;
  final Perspective perspective;

  Db(Source source, Perspective perspective) {
    this.source = source;
    this.perspective = perspective;
  }

  /** The number of the last transaction it knows; 0 where there has been none. */
  public long basisT() {
    return perspective.root().t();
  }

  /**
   * The last stored transaction it shows, where it was made by {@link #asOf}; what {@link #with}
   * has built upon it is shown, too.
   */
  public OptionalLong asOfT() {
    long t = perspective.window().period().upTo();
    return t == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(t);
  }

  /** The last transaction it does not show, where it was made by {@link #since}. */
  public OptionalLong sinceT() {
    long t = perspective.window().period().after();
    return t < 0 ? OptionalLong.empty() : OptionalLong.of(t);
  }

  /** Whether it shows everything that happened; see {@link #history}. */
  public boolean isHistory() {
    return perspective.window().history();
  }

  /** Whether it shows only what a {@link #filter} lets through. */
  public boolean isFiltered() {
    return perspective.filter() != null;
  }

  /**
   * The database as it was right after a transaction.
   *
   * <p>Its schema, and the names of its entities, stay those of this value. Of attributes with
   * {@code :db/noHistory} only what has not been superseded since is there.
   *
   * @param point a t, the entity id of a transaction, or an {@link Instant} (or
   *     {@code java.util.Date}): then the last transaction that was no later; or a map, as
   *     {@link #asOf(Map)} takes it
   * @throws IllegalArgumentException if it is none of these, or a negative number
   */
  public Db asOf(Object point) {
    return point instanceof Map<?, ?> points
        ? asOf(points)
        : new Db(source, perspective.asOf(t(point)));
  }

  /**
   * The database as it was at points of dimensions of time, whenever that became known; datoms
   * without such a dimension are kept.
   *
   * @see #asOf(Map, Undated)
   */
  public Db asOf(Map<?, ?> points) {
    return asOf(points, Undated.KEPT);
  }

  /**
   * The database as it was at points of dimensions of time, whenever that became known.
   *
   * <pre>{@code
   * db.asOf(Map.of(":time/shipped", Instant.parse("2026-03-01T00:00:00Z")), Undated.LEFT_OUT)
   * }</pre>
   *
   * <p>Of each dimension only what has a value at or before the point is seen, superseded or not.
   * What is seen of an entity and an attribute of cardinality one is decided by the assertion or
   * retraction with the greatest value, and among equal ones by that transacted last; of
   * cardinality many, each value's own assertions and retractions decide about it. So a correction
   * that is transacted late does not hide what is true later.
   *
   * <p>Several dimensions are compared in the order of their names; of views made one from another,
   * those of the first come first. {@code :time/system} decides what is seen, but comes last where
   * the greatest is sought, as transactions do. What has a value for some of them only is ordered
   * as if it had none.
   *
   * <p>This combines with the other views: {@link #history} then gives all assertions and
   * retractions at or before the points, {@link #asOf(Object)} what was known of them at a time.
   *
   * @param points the names of dimensions, and for each an instant, or for a dimension of durations
   *     a {@link java.time.Duration} or milliseconds
   * @param undated what becomes of datoms without such a dimension
   * @throws IllegalArgumentException if one is no dimension of this database, or a point is not of
   *     its type
   */
  public Db asOf(Map<?, ?> points, Undated undated) {
    return new Db(
        source, perspective.within(DimensionPoints.upTo(points, undated, perspective.schema())));
  }

  /**
   * Only what has a value of a dimension of time within an interval; datoms without one are kept.
   *
   * @see #during(Object, Object, Object, Undated)
   */
  public Db during(Object dimension, @Nullable Object from, @Nullable Object to) {
    return during(dimension, from, to, Undated.KEPT);
  }

  /**
   * Only what has a value of a dimension of time within an interval, as it is at its end: like
   * {@link #asOf(Map, Undated)}, without what is before.
   *
   * @param dimension the name of the dimension
   * @param from the beginning, which belongs to the interval, or null for no bound
   * @param to the end, which does not, or null for no bound
   * @param undated what becomes of datoms without the dimension
   * @throws IllegalArgumentException if it is no dimension of this database, or a bound is not of
   *     its type, or the end is before the beginning
   */
  public Db during(Object dimension, @Nullable Object from, @Nullable Object to, Undated undated) {
    return new Db(
        source,
        perspective.within(
            List.of(DimensionPoints.during(dimension, from, to, undated, perspective.schema()))));
  }

  /**
   * Only what was asserted after a transaction and is live. Entities are still found by everything
   * that is live of them: lookup refs do not see the cut.
   *
   * @param point as for {@link #asOf}
   * @throws IllegalArgumentException if it is no point in time
   */
  public Db since(Object point) {
    return new Db(source, perspective.since(t(point)));
  }

  /**
   * Everything that happened: each assertion and each retraction, as long as it lies within what
   * {@link #asOf} and {@link #since} leave. The fifth component of a pattern says which it is:
   * {@code [?e ?a ?v ?tx ?added]}.
   */
  public Db history() {
    return new Db(source, perspective.history());
  }

  /**
   * Only the datoms that a predicate lets through. It is called often, by any thread that reads,
   * and should be quick.
   *
   * @param predicate given this database, as it is without filters, and a datom of it
   */
  public Db filter(BiPredicate<Db, Datom> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    Db unfiltered = new Db(source, perspective.unfiltered());
    return new Db(source, perspective.filtered(datom -> predicate.test(unfiltered, datom)));
  }

  /**
   * What a transaction would do: the report says what the database would be after it. Nothing is
   * stored; the new value can be read and built upon like any other.
   *
   * <p>{@link #asOf} a time, it is a branch of the past, as if nothing had been transacted since;
   * what {@link #since} or a {@link #filter} hide, it still finds. Its t is the one after
   * {@link #basisT}, also there; schema and new ids are those of the basis.
   *
   * @param forms as for {@link Connection#transact(Collection)}
   * @throws dev.dfdb.error.TransactionException if it would be refused; on a {@link #history}
   * @throws dev.dfdb.error.InvalidValueException if a value can't be stored
   */
  public TxReport with(Collection<?> forms) {
    Objects.requireNonNull(forms, "forms");
    return TxReport.of(source, source.reader().speculate(perspective, forms));
  }

  /** The same with a transaction as {@link Connection#transact(Map)} takes it. */
  public TxReport with(Map<?, ?> transaction) {
    return with(TransactionMap.forms(transaction));
  }

  /** The same with a transaction written as EDN. */
  public TxReport with(String edn) {
    return with(Connection.forms(edn));
  }

  /**
   * Answers a Datalog query.
   *
   * <pre>{@code
   * db.q("[:find ?name (count ?e) :in $ ?min :where [?e :person/name ?name] [?e :person/age ?a] [(<= ?min ?a)]]", 18)
   * }</pre>
   *
   * @param query EDN text, or the same vector or map as Java collections of
   *     {@link dev.dfdb.edn.Keyword}s, {@link dev.dfdb.edn.Symbol}s and values, or a {@link Query}
   * @param inputs what {@code :in} names, in order, without {@code $}, which is this database:
   *     values, {@link Entity entities}, collections, other databases ({@code $other}), a
   *     {@link Log}, rules as EDN text or as forms ({@code %}), patterns for {@code (pull ?e
   *     pattern)} in {@code :find} as {@link #pull} takes them
   * @throws dev.dfdb.error.SyntaxException if a text is no EDN
   * @throws QueryException if the query can't be answered; names the clause and its place. A
   *     {@link dev.dfdb.error.QueryLimitException} if it takes too much
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public QueryResult q(Object query, @Nullable Object... inputs) {
    return new Question(source, query).of(this, inputs);
  }

  /**
   * Answers a query and says how that was done, instead of what the answer is.
   *
   * @param query as for {@link #q}, like the inputs
   * @throws dev.dfdb.error.DfdbException as {@link #q}
   */
  public Explanation explain(Object query, @Nullable Object... inputs) {
    return new Question(source.unmeasured(), query).explained(this, inputs);
  }

  /**
   * How many datoms there are, of each attribute too. The present is counted by every transaction,
   * and so known at once; of other databases the datoms are counted when they are asked for.
   *
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public DatabaseStats stats() {
    return read(DatabaseStats::of);
  }

  /** How many datoms there are, and how many there were; known or counted as {@link #stats}. */
  public DatomCounts datomCounts() {
    return read(DatomCounts::of);
  }

  DatabaseValue read(Deque<Reading> readings) {
    Reading reading = source.reader().read(perspective);
    readings.push(reading);
    return reading.value().withHandle(this);
  }

  /**
   * The datoms that have the components given, in the order of an index.
   *
   * <pre>{@code
   * try (Stream<Datom> datoms = db.datoms(Index.AVET, ":person/name", "Ada")) { ... }
   * }</pre>
   *
   * <p>In a {@linkplain #history history} the datoms of one entity, attribute and value are in the
   * order of their transactions; of one transaction, a retraction comes before an assertion.
   *
   * @param components none, or the first ones of the index: an entity by id, ident or lookup ref;
   *     an attribute by ident or id; a value, which for a reference is an entity
   * @return a lazy stream, to be closed unless it is read to its end
   * @throws IllegalArgumentException if a component can't be one of the index
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public Stream<Datom> datoms(Index index, Object... components) {
    return Datoms.stream(source, perspective, Datoms.Bound.WITHIN, index, components);
  }

  /**
   * The datoms of an index from the first that has the components given, or would come after it, to
   * the end of the index.
   *
   * @see #datoms
   */
  public Stream<Datom> seekDatoms(Index index, Object... components) {
    return Datoms.stream(source, perspective, Datoms.Bound.FROM, index, components);
  }

  /**
   * The datoms of an index from the last that has the components given, or would come before it,
   * back to the beginning of the index: in the opposite order.
   *
   * @see #datoms
   */
  public Stream<Datom> rseekDatoms(Index index, Object... components) {
    return Datoms.stream(source, perspective, Datoms.Bound.BACK_FROM, index, components);
  }

  /**
   * The datoms of an attribute in a range of values, in order; texts by their first 255 bytes.
   *
   * @param attribute the attribute, by ident or id
   * @param start the first value, or null for no bound
   * @param end the value behind the last, or null for no bound
   * @return a lazy stream, to be closed unless it is read to its end
   * @throws IllegalArgumentException if a value is not of the attribute's type
   */
  public Stream<Datom> indexRange(Object attribute, @Nullable Object start, @Nullable Object end) {
    return Datoms.range(source, perspective, attribute, start, end);
  }

  /**
   * Gives what a pattern asks for of an entity, as maps within maps.
   *
   * <pre>{@code
   * db.pull("[:person/name {:person/friend [:person/name]}]", List.of(":person/email", "ada@x.org"))
   * }</pre>
   *
   * @param pattern EDN text, or the same vector as Java collections: attributes {@code :a},
   *     reversed {@code :_a}, {@code *}, nested {@code {:a [...]}}, recursive {@code {:a 3}} and
   *     {@code {:a ...}}; options {@code (:a :as "name" :limit 10 :default "none" :xform f)}
   * @param entity an entity id, an ident, a lookup ref such as {@code [:person/email "ada@x.org"]}
   *     or an {@link Entity}
   * @return an immutable map in the order of the pattern, by {@link Keyword} or by what {@code :as}
   *     says; null if nothing matches. Of many values, 1000 are given if the pattern doesn't say.
   * @throws dev.dfdb.error.SyntaxException if a text is no EDN
   * @throws QueryException if the pattern can't be understood, or doesn't fit the database; names
   *     the part and what would be right
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public @Nullable Map<Object, Object> pull(Object pattern, Object entity) {
    return source
        .pull(perspective, pattern, 1, value -> new long[] {id(value, entity)})
        .get(0);
  }

  /**
   * Gives what a pattern asks for of each of many entities, reading them together.
   *
   * @param pattern as {@link #pull} takes it
   * @param entities as {@link #pull} takes them
   * @return for each entity, in their order, a map, or null if nothing matches
   */
  public List<@Nullable Map<Object, Object>> pullMany(Object pattern, Collection<?> entities) {
    return source.pull(
        perspective,
        pattern,
        entities.size(),
        value -> entities.stream().mapToLong(e -> id(value, e)).toArray());
  }

  /**
   * Gives what a pattern asks for of each entity that has an attribute, in the order of the
   * attribute's values; for cardinality many, once for each value. Entities are read several at a
   * time, as the stream goes on, so that {@link Stream#limit} saves reading the rest.
   *
   * @param pattern as {@link #pull} takes it
   * @param attribute the attribute, by ident or id
   * @param start the first value, or null to begin with the least
   * @return a lazy stream, to be closed unless it is read to its end; an entity of which nothing
   *     matches the pattern is left out
   * @throws IllegalArgumentException if the value is not of the attribute's type
   * @throws QueryException if the pattern can't be understood, or this is a {@link #history}
   */
  public Stream<Map<Object, Object>> indexPull(
      Object pattern, Object attribute, @Nullable Object start) {
    return PulledStream.along(
        this, source, pattern, Datoms.from(source, perspective, attribute, start, false));
  }

  /**
   * The same in the opposite order: from the last entity that has the value given, or would come
   * before it, back to the one with the least.
   *
   * @param start the value to begin with, or null to begin with the greatest
   * @see #indexPull
   */
  public Stream<Map<Object, Object>> rindexPull(
      Object pattern, Object attribute, @Nullable Object start) {
    return PulledStream.along(
        this, source, pattern, Datoms.from(source, perspective, attribute, start, true));
  }

  /**
   * An entity to walk from.
   *
   * @param entity an entity id, which always gives an entity, whether or not anything is known of
   *     it; an ident; or a lookup ref
   * @return null if the ident or the lookup ref names nothing
   * @throws QueryException if it can't name an entity, or this is a {@link #history}
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public @Nullable Entity entity(Object entity) {
    PullEngine.checkState(isHistory());
    Long id = entid(entity);
    return id == null ? null : new Entity(this, id);
  }

  /**
   * The entity id that an ident or a lookup ref names, or null if it names nothing; of an id, the
   * id itself.
   *
   * @throws QueryException if it can't name an entity
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public @Nullable Long entid(Object entity) {
    long id = this.<Long>read(value -> id(value, entity));
    return id == DatomSource.NONE ? null : (Long) id;
  }

  /**
   * The ident of an entity, or null if it has none.
   *
   * @param entity an entity id, an ident or a lookup ref
   * @throws QueryException if it can't name an entity
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public @Nullable Keyword ident(Object entity) {
    return this.<@Nullable Keyword>read(value -> {
      long id = id(value, entity);
      return id == DatomSource.NONE ? null : EntityReader.ident(value, id);
    });
  }

  /**
   * What the schema says of an attribute. The schema is that of the last transaction this value
   * knows, whatever part of time it shows.
   *
   * @param attribute the attribute, by ident (a former one, too) or id
   * @return null if there is none; an entity with an ident of which nothing else is known can be an
   *     attribute of any type
   * @throws QueryException if it can't name an entity
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public @Nullable AttributeInfo attribute(Object attribute) {
    Db all = new Db(source, perspective.whole());
    return all.<@Nullable AttributeInfo>read(value -> {
      long id = id(value, attribute);
      Attribute known = id == DatomSource.NONE ? null : value.attribute(id);
      return known == null ? null : AttributeInfo.of(known, value);
    });
  }

  private static long id(DatomSource value, Object entity) {
    return entity instanceof Entity known ? known.id() : EntityReference.id(value, entity);
  }

  /**
   * Lets something read the database while its state is sure to stay.
   *
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  <T extends @Nullable Object> T read(Function<? super DatabaseValue, T> reading) {
    return source.read(perspective, reading);
  }

  private long t(Object point) {
    return read(value -> TimePoints.t(point, value));
  }

  Source source() {
    return source;
  }

  Perspective perspective() {
    return perspective;
  }

  /** Equal are two that show the same of the same state, taken from one connection. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Db that
        && source.equals(that.source)
        && perspective.equals(that.perspective);
  }

  @Override
  public int hashCode() {
    return perspective.root().hashCode();
  }
}
