package dev.dfdb.internal.entities;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.DanglingReferenceException;
import dev.dfdb.entities.mapping.EntityChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a transaction has to say so that changes of entities are true. Belongs to one thread. */
public final class Saving {

  private static final String RETRACT_ENTITY = ":db/retractEntity";

  private final Registry registry;
  private final Db db;
  private final Resolution resolution;
  private final StoredForms stored;
  private final List<Object> forms = new ArrayList<>();
  private final Map<Key, Planned> planned = new LinkedHashMap<>();

  private record Key(Class<?> type, Object id) {}

  /** A change that holds, and the entity that it is about: an entity id or a tempid. */
  private record Planned(
      Composition type,
      EntityChange change,
      Object entity,
      @Nullable Form is) {
    boolean unsets() {
      return change.entity() == null;
    }
  }

  private Saving(Registry registry, Db db) {
    this.registry = registry;
    this.db = db;
    this.resolution = new Resolution(db);
    this.stored = new StoredForms(registry, resolution);
  }

  /**
   * The forms of the transaction that makes changes true of a database; none if they are.
   *
   * @throws dev.dfdb.entities.mapping.EntityException if they can't be made
   */
  public static List<Object> forms(Registry registry, List<EntityChange> changes, Db db) {
    Saving saving = new Saving(registry, db);
    saving.plan(changes);
    saving.write();
    return saving.forms;
  }

  private void plan(List<EntityChange> changes) {
    Map<Key, EntityChange> last = new LinkedHashMap<>();
    for (EntityChange change : changes) {
      Composition type = registry.entity(change.type());
      Key key = new Key(type.type(), type.idValue(change.id()));
      EntityChange before = last.get(key);
      if (before == null || change.replaces(before)) {
        last.put(key, change);
      }
    }
    last.forEach((key, change) -> plan(registry.entity(key.type()), key, change));
  }

  private void plan(Composition type, Key key, EntityChange change) {
    long e = resolution.entity(type, key.id());
    Form is = e == Resolution.NONE ? null : stored.read(type, e);
    if (is == null && change.entity() == null && change.timestamp() == null) {
      return;
    }
    Instant timestamp = change.timestamp();
    long unset =
        resolution.find(type.unsetAttribute(), resolution.id(type.unsetAttribute()), key.id());
    if (timestamp != null && isLate(timestamp, type, key.id(), is, unset)) {
      return;
    }
    if (unset != Resolution.NONE && change.entity() != null) {
      forms.add(List.of(RETRACT_ENTITY, unset));
    }
    Object entity = is == null ? new Form.Tempid("entity-" + planned.size()) : (Object) e;
    planned.put(key, new Planned(type, change, entity, is));
    if (change.entity() == null) {
      unset(type, key, change, is, unset);
    }
  }

  /** Whether something later is known of the entity than the change. */
  private boolean isLate(
      Instant timestamp, Composition type, Object id, @Nullable Form is, long unset) {
    Object known = null;
    if (is != null) {
      known = is.single(Composition.TIMESTAMP);
    } else if (unset != Resolution.NONE) {
      known = value(unset, Composition.TIMESTAMP);
    }
    if (known == null) {
      long tx = History.last(registry, resolution, type, id);
      known = tx == Resolution.NONE ? null : value(tx, Keyword.of("db", "txInstant"));
    }
    return known instanceof Instant later && later.isAfter(timestamp);
  }

  private @Nullable Object value(long e, Keyword attribute) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, e, attribute)) {
      return datoms.findFirst().map(Datom::v).orElse(null);
    }
  }

  private void unset(
      Composition type, Key key, EntityChange change, @Nullable Form is, long unset) {
    if (is != null) {
      forms.add(List.of(RETRACT_ENTITY, is.e()));
    }
    boolean isTimed = is != null && is.single(Composition.TIMESTAMP) != null;
    if (change.timestamp() == null && !isTimed) {
      return;
    }
    Instant timestamp = change.timestamp() == null ? Instant.now() : change.timestamp();
    if (unset != Resolution.NONE && timestamp.equals(value(unset, Composition.TIMESTAMP))) {
      return;
    }
    Map<Object, Object> tombstone = new HashMap<>();
    tombstone.put(type.unsetAttribute(), key.id());
    tombstone.put(Composition.TIMESTAMP, timestamp);
    forms.add(tombstone);
  }

  private void write() {
    Encoding encoding = new Encoding(registry, resolution, this::target);
    Difference difference = new Difference(registry, forms);
    for (Planned plan : planned.values()) {
      if (!plan.unsets()) {
        write(plan, encoding, difference);
      }
    }
  }

  private void write(Planned plan, Encoding encoding, Difference difference) {
    Composition type = plan.type();
    Form wanted = encoding.entity(type, Objects.requireNonNull(plan.change().entity()));
    Instant timestamp = plan.change().timestamp();
    Form is = plan.is();
    if (timestamp != null) {
      wanted.add(Composition.TIMESTAMP, timestamp);
    }
    if (is == null) {
      Map<Object, Object> map = wanted.toMap();
      map.put(":db/id", Form.written(plan.entity()));
      forms.add(map);
      return;
    }
    Versions.check(type, is.single(Composition.VERSION), is.e());
    boolean isTimed = timestamp == null && is.single(Composition.TIMESTAMP) != null;
    if (isTimed) {
      wanted.add(Composition.TIMESTAMP, Objects.requireNonNull(is.single(Composition.TIMESTAMP)));
    }
    difference.add(type, is, wanted);
    if (isTimed) {
      // Set without a time, if only again: from now on the time of the transaction counts.
      forms.add(List.of(
          ":db/retract",
          is.e(),
          Composition.TIMESTAMP,
          Objects.requireNonNull(is.single(Composition.TIMESTAMP))));
    }
    Versions.retractFormer(type, is, resolution, forms);
  }

  private Object target(Composition type, Object id, String component) {
    Planned plan = planned.get(new Key(type.type(), id));
    if (plan != null) {
      if (plan.unsets()) {
        throw new DanglingReferenceException(component, type.type(), id);
      }
      return plan.entity();
    }
    long e = resolution.entity(type, id);
    if (e == Resolution.NONE) {
      throw new DanglingReferenceException(component, type.type(), id);
    }
    return e;
  }
}
