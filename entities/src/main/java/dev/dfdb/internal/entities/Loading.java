package dev.dfdb.internal.entities;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of entities: reads the rows of those that are asked for, of what belongs to them
 * and of what they refer to, level by level, and then makes the objects from the ends on. What an
 * entity is made of is made once. Belongs to one thread.
 */
public final class Loading {

  /** Up to how many entities that others refer to are read one by one. */
  private static final int FEW = 1_000;

  /** Up to how many rows are found by a map. */
  private static final int FEW_ROWS = 1_000;

  private final Registry registry;
  private final Resolution resolution;
  private final Decoding decoding;
  private final RowReader reader;
  private final boolean readsAll;
  private final Map<Composition, List<Rows>> known = new HashMap<>();
  private final Map<Composition, Map<Long, Place>> knownOne = new HashMap<>();
  private final Map<Composition, Map<Long, Object>> idsOf = new HashMap<>();
  private final List<Rows> waiting = new ArrayList<>();

  private Loading(Registry registry, Db db, boolean readsAll) {
    this.registry = registry;
    this.resolution = new Resolution(db);
    this.decoding = new Decoding(resolution);
    this.reader = new RowReader(resolution, decoding);
    this.readsAll = readsAll;
  }

  /** The entities of some types, by type, in the order in which they were made. */
  public static Map<Class<?>, List<Object>> all(
      Registry registry, List<? extends Class<?>> classes, Db db) {
    Loading loading = new Loading(registry, db, true);
    Map<Class<?>, Rows> roots = new LinkedHashMap<>();
    for (Class<?> asked : classes) {
      Composition type = registry.entity(asked);
      roots.put(type.type(), loading.read(type, loading.entities(type)));
    }
    loading.readWhatBelongs();
    Map<Class<?>, List<Object>> found = new LinkedHashMap<>();
    roots.forEach((type, rows) -> found.put(type, loading.objects(rows)));
    return found;
  }

  /** One entity, or null if there is none with the id. */
  public static @Nullable Object one(Registry registry, Class<?> asked, Object id, Db db) {
    Loading loading = new Loading(registry, db, false);
    Composition type = registry.entity(asked);
    long e = loading.resolution.entity(type, type.idValue(id));
    return e == Resolution.NONE ? null : loading.object(type, e);
  }

  /** What an entity is at a time at which it may not have been one; null if it was not. */
  static @Nullable Object one(Registry registry, Composition type, long e, Db db) {
    Loading loading = new Loading(registry, db, false);
    long id = loading.resolution.id(type.id());
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, e, id)) {
      if (datoms.findFirst().isEmpty()) {
        return null;
      }
    }
    return loading.object(type, e);
  }

  private Object object(Composition type, long e) {
    Rows rows = read(type, new long[] {e});
    readWhatBelongs();
    return objects(rows).get(0);
  }

  /** Every entity of a type. */
  private long[] entities(Composition type) {
    long id = resolution.id(type.id());
    if (id == Resolution.NONE) {
      return new long[0];
    }
    try (Stream<Datom> datoms = resolution.db().datoms(Index.AEVT, id)) {
      return datoms.mapToLong(Datom::e).toArray();
    }
  }

  private Rows read(Composition type, long[] ids) {
    Rows rows = new Rows(type, ids);
    if (readsAll && (!type.isEntity() || known.get(type) == null || ids.length > FEW)) {
      reader.readColumns(rows);
    } else {
      reader.readEach(rows);
    }
    if (type.isEntity()) {
      new Migrating(registry, resolution, decoding).bringUp(rows);
    }
    List<Rows> tables = known.computeIfAbsent(type, t -> new ArrayList<>(1));
    if (rows.size() > FEW_ROWS) {
      tables.add(rows);
    } else {
      // A long chain of references comes in as many tables as it has links.
      Map<Long, Place> ones = knownOne.computeIfAbsent(type, t -> new HashMap<>());
      for (int row = 0; row < rows.size(); row++) {
        ones.put(rows.id(row), new Place(rows, row));
      }
    }
    waiting.add(rows);
    return rows;
  }

  /** Reads what belongs to what was read, and what is referred to, until nothing is missing. */
  private void readWhatBelongs() {
    while (!waiting.isEmpty()) {
      Map<Composition, LongStream.Builder> missing = new LinkedHashMap<>();
      for (Rows rows : waiting) {
        addMissing(rows, missing);
      }
      waiting.clear();
      missing.forEach((type, ids) -> {
        long[] sorted = ids.build().sorted().distinct().toArray();
        if (sorted.length > 0) {
          read(type, sorted);
        }
      });
    }
  }

  private void addMissing(Rows rows, Map<Composition, LongStream.Builder> missing) {
    List<Field> fields = rows.type().fields();
    for (int place = 0; place < fields.size(); place++) {
      Composition target = target(fields.get(place));
      if (target != null) {
        LongStream.Builder ids = missing.computeIfAbsent(target, t -> LongStream.builder());
        for (int row = 0; row < rows.size(); row++) {
          forEachId(rows.row(row)[place], e -> {
            if (find(target, e) == null) {
              ids.add(e);
            }
          });
        }
      }
    }
  }

  /** The type of the entities that a component holds the ids of, and that are to be read. */
  private @Nullable Composition target(Field field) {
    if (field.isComponent()) {
      return registry.nested(field);
    }
    return field.shape() instanceof Shape.Reference reference && !reference.isLazy()
        ? registry.entity(reference.type())
        : null;
  }

  private static void forEachId(@Nullable Object held, java.util.function.LongConsumer action) {
    if (held instanceof List<?> many) {
      many.forEach(id -> action.accept((Long) Objects.requireNonNull(id)));
    } else if (held instanceof Long id) {
      action.accept(id);
    }
  }

  /** A row there is. */
  record Place(Rows rows, int row) {
    @Nullable
    Object made() {
      return rows.made(row);
    }
  }

  private @Nullable Place find(Composition type, long e) {
    Map<Long, Place> ones = knownOne.get(type);
    Place one = ones == null ? null : ones.get(e);
    if (one != null) {
      return one;
    }
    List<Rows> all = known.get(type);
    if (all != null) {
      for (Rows rows : all) {
        int row = rows.find(e);
        if (row >= 0) {
          return new Place(rows, row);
        }
      }
    }
    return null;
  }

  private List<Object> objects(Rows rows) {
    boolean isSimple = rows.type().fields().stream()
        .noneMatch(field -> field.isComponent() || field.shape() instanceof Shape.Reference);
    Assembly assembly = new Assembly(decoding, this::places, this::reference);
    List<Object> objects = new ArrayList<>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      objects.add(isSimple ? assembly.makeSimple(rows, row) : assembly.make(new Place(rows, row)));
    }
    return objects;
  }

  /** The rows of what a component holds the ids of; what is gone is left out. */
  private @Nullable List<Place> places(Field field, @Nullable Object held) {
    Composition target = held instanceof Binding.Bound ? null : target(field);
    if (target == null) {
      return null;
    }
    List<Place> places = new ArrayList<>(1);
    forEachId(held, e -> {
      Place place = find(target, e);
      if (place != null
          && (!target.isEntity()
              || place.rows().row(place.row()).length == 0
              || place.rows().row(place.row())[target.idField()] != null)) {
        places.add(place);
      }
    });
    return places;
  }

  /** The id of the entity that is referred to, as the program has it; null if it is gone. */
  private @Nullable Object reference(Class<?> asked, long e) {
    Composition type = registry.entity(asked);
    Map<Long, Object> ids = idsOf.get(type);
    if (ids == null) {
      ids = new HashMap<>();
      idsOf.put(type, ids);
      if (readsAll) {
        readIds(type, ids);
      }
    }
    Object stored = ids.get(e);
    if (stored == null && !readsAll) {
      long attribute = resolution.id(type.id());
      try (Stream<Datom> datoms = resolution.db().datoms(Index.EAVT, e, attribute)) {
        stored = datoms.findFirst().map(Datom::v).orElse(null);
      }
      if (stored != null) {
        ids.put(e, stored);
      }
    }
    return stored == null ? null : type.idScalar().decode().apply(stored);
  }

  private void readIds(Composition type, Map<Long, Object> ids) {
    long attribute = resolution.id(type.id());
    if (attribute != Resolution.NONE) {
      try (Stream<Datom> datoms = resolution.db().datoms(Index.AEVT, attribute)) {
        datoms.forEach(datom -> ids.put(datom.e(), datom.v()));
      }
    }
  }
}
