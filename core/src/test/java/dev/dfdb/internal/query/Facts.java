package dev.dfdb.internal.query;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.codec.Values;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.Postings;
import dev.dfdb.internal.index.Unique;
import dev.dfdb.internal.index.ValueType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A database of facts in memory: sorted arrays and binary search. */
final class Facts implements DatomSource {

  static final long TX = 1L << 42;

  private static final Keyword IDENT = Keyword.of("db", "ident");

  /** A fact. */
  record Fact(long e, long a, Object v, long tx) {}

  private final Map<Keyword, Attribute> attributes;
  private final Map<Long, Attribute> byId = new HashMap<>();
  private final Map<String, Optional<Postings>> postings = new ConcurrentHashMap<>();
  private final EnumMap<Index, Fact[]> indexes = new EnumMap<>(Index.class);

  private Facts(Map<Keyword, Attribute> attributes, List<Fact> facts) {
    this.attributes = attributes;
    attributes.values().forEach(attribute -> byId.put(attribute.id(), attribute));
    for (Index index : Index.values()) {
      TreeSet<Fact> sorted = new TreeSet<>((l, r) -> compare(index, l, r.e, r.a, r.v));
      for (Fact fact : facts) {
        Attribute attribute = byId.get(fact.a);
        if (index != Index.VAET || (attribute != null && attribute.isRef())) {
          sorted.add(fact);
        }
      }
      indexes.put(index, sorted.toArray(new Fact[0]));
    }
  }

  static Builder builder() {
    return new Builder();
  }

  /** Facts written as EDN: a vector of [entity attribute value]. */
  static Facts of(Builder builder, String edn) {
    for (Object fact : (List<?>) Objects.requireNonNull(Edn.read(edn))) {
      List<?> parts = (List<?>) Objects.requireNonNull(fact);
      builder.add((Long) parts.get(0), (Keyword) parts.get(1), parts.get(2));
    }
    return builder.build();
  }

  /** Collects attributes and facts. */
  static final class Builder {
    private final Map<Keyword, Attribute> attributes = new HashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private long nextAttribute = 100;

    private Builder() {
      attributes.put(
          IDENT,
          Attribute.undeclared(1, IDENT).withType(ValueType.KEYWORD).withUnique(Unique.IDENTITY));
    }

    Builder ref(String name) {
      return attribute(name, ValueType.REF, false, null);
    }

    Builder refs(String name) {
      return attribute(name, ValueType.REF, true, null);
    }

    Builder many(String name) {
      return attribute(name, null, true, null);
    }

    Builder unique(String name) {
      return attribute(name, null, false, Unique.IDENTITY);
    }

    Builder attribute(
        String name, @Nullable ValueType type, boolean many, @Nullable Unique unique) {
      Keyword ident = Keyword.of(name);
      long id = nextAttribute++;
      attributes.put(
          ident, Attribute.undeclared(id, ident).withType(type).withMany(many).withUnique(unique));
      facts.add(new Fact(id, 1, ident, TX));
      return this;
    }

    Builder add(long e, String name, Object v) {
      return add(e, Keyword.of(name), v);
    }

    Builder add(long e, Keyword ident, @Nullable Object v) {
      if (!attributes.containsKey(ident)) {
        attribute(ident.toString(), null, false, null);
      }
      facts.add(new Fact(
          e,
          Objects.requireNonNull(attributes.get(ident)).id(),
          Objects.requireNonNull(Values.canonical(v)),
          TX + 1));
      return this;
    }

    Facts build() {
      return new Facts(attributes, facts);
    }
  }

  List<Fact> all() {
    return List.of(index(Index.EAVT));
  }

  @Override
  public @Nullable Attribute attribute(Keyword ident) {
    return attributes.get(ident);
  }

  @Override
  public @Nullable Attribute attribute(long id) {
    return byId.get(id);
  }

  @Override
  public long entityId(Object reference) {
    if (reference instanceof Long id) {
      return id;
    }
    Keyword ident = IDENT;
    Object value = reference;
    if (reference instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof Keyword k) {
      ident = k;
      value = pair.get(1);
    } else if (!(reference instanceof Keyword)) {
      return NONE;
    }
    Attribute attribute = attributes.get(ident);
    if (attribute == null || attribute.unique() == null) {
      return NONE;
    }
    try (DatomCursor found = scan(Index.AVET, NONE, attribute.id(), value)) {
      return found.next() ? found.e() : NONE;
    }
  }

  /** Those of every other attribute are at hand, so that queries go both ways. */
  @Override
  public @Nullable Postings postings(long attribute, boolean byValue, double work) {
    return attribute % 2 != 0
        ? null
        : postings
            .computeIfAbsent(
                attribute + (byValue ? ".v" : ".e"),
                key -> Optional.ofNullable(Postings.read(
                    scan(byValue ? Index.AVET : Index.AEVT, NONE, attribute, null),
                    byValue,
                    Double.POSITIVE_INFINITY,
                    Long.MAX_VALUE)))
            .orElse(null);
  }

  @Override
  public long estimate(Index index, long e, long a, @Nullable Object v) {
    return (long) bound(index, e, a, v, true) - bound(index, e, a, v, false);
  }

  @Override
  public DatomCursor scan(Index index, long e, long a, @Nullable Object v) {
    return new Walk(index(index), bound(index, e, a, v, false), bound(index, e, a, v, true));
  }

  private Fact[] index(Index index) {
    return Objects.requireNonNull(indexes.get(index));
  }

  private int bound(Index index, long e, long a, @Nullable Object v, boolean after) {
    Fact[] facts = index(index);
    int low = 0;
    int high = facts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(index, facts[middle], e, a, v);
      if (order < 0 || (order == 0 && after)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares a fact with components, where NONE and null are equal to anything. */
  private static int compare(Index index, Fact fact, long e, long a, @Nullable Object v) {
    int byE = e == NONE ? 0 : Long.compare(fact.e, e);
    int byA = a == NONE ? 0 : Long.compare(fact.a, a);
    return switch (index) {
      case EAVT -> byE != 0 ? byE : byA != 0 ? byA : byV(fact, v);
      case AEVT -> byA != 0 ? byA : byE != 0 ? byE : byV(fact, v);
      case AVET -> {
        int byV = byA != 0 ? byA : byV(fact, v);
        yield byV != 0 ? byV : byE;
      }
      case VAET -> {
        int byV = byV(fact, v);
        yield byV != 0 ? byV : byA != 0 ? byA : byE;
      }
    };
  }

  private static int byV(Fact fact, @Nullable Object v) {
    return v == null ? 0 : ValueOrder.compare(fact.v, v);
  }

  private static final class Walk implements DatomCursor {
    private final Fact[] facts;
    private final int end;
    private int next;

    Walk(Fact[] facts, int from, int to) {
      this.facts = facts;
      this.next = from;
      this.end = to;
    }

    @Override
    public boolean next() {
      return ++next <= end;
    }

    @Override
    public long e() {
      return facts[next - 1].e;
    }

    @Override
    public long a() {
      return facts[next - 1].a;
    }

    @Override
    public Object v() {
      return facts[next - 1].v;
    }

    @Override
    public long tx() {
      return facts[next - 1].tx;
    }

    @Override
    public void close() {}
  }
}
