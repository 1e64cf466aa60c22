package dev.dfdb;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.pull.PullElement;
import dev.dfdb.internal.pull.PullElement.Target;
import dev.dfdb.internal.pull.PullPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What pulling means, written for clarity alone: one entity after the other, over all datoms. */
final class NaivePull {

  private static final Keyword ID = Keyword.of("db/id");
  private static final PullPattern EVERYTHING =
      new PullPattern(List.of(new PullElement.Wildcard()));

  private final List<Datom> datoms;
  private final Map<Keyword, Attribute> byName = new HashMap<>();
  private final Map<Long, Attribute> byId = new HashMap<>();

  /** Over the datoms of a database, in the order of EAVT, and its attributes. */
  NaivePull(List<Datom> datoms, List<Attribute> attributes) {
    this.datoms = datoms;
    attributes.forEach(attribute -> byName.put(attribute.ident(), attribute));
    attributes.forEach(attribute -> byId.put(attribute.id(), attribute));
  }

  /**
   * A pattern that is being applied: how often each of its elements may still recur, and to which
   * entities it was applied on the way here, this one included.
   */
  private record Application(PullPattern pattern, Map<PullElement, Integer> left, Set<Long> path) {

    static Application first(PullPattern pattern, long entity) {
      Map<PullElement, Integer> left = new HashMap<>();
      for (PullElement element : pattern.elements()) {
        if (element instanceof PullElement.Values values
            && values.target() instanceof Target.Recursion recursion) {
          left.put(element, recursion.depth());
        }
      }
      return new Application(pattern, left, Set.of(entity));
    }

    Application again(PullElement element, long entity) {
      Map<PullElement, Integer> less = new HashMap<>(left);
      less.computeIfPresent(element, (key, count) -> count - 1);
      Set<Long> longer = new HashSet<>(path);
      longer.add(entity);
      return new Application(pattern, less, longer);
    }
  }

  @Nullable
  Map<Object, Object> pull(PullPattern pattern, long entity) {
    return pull(Application.first(pattern, entity), entity);
  }

  private @Nullable Map<Object, Object> pull(Application application, long entity) {
    Map<Object, Object> result = new LinkedHashMap<>();
    for (PullElement element : application.pattern().elements()) {
      if (element instanceof PullElement.EntityId id) {
        result.put(id.key(), entity);
      } else if (element instanceof PullElement.Values values) {
        Object found = values(application, values, entity);
        if (found != null) {
          result.put(values.key(), found);
        }
      } else {
        wildcard(application, entity, result);
      }
    }
    return result.isEmpty() ? null : result;
  }

  private @Nullable Object values(
      Application application, PullElement.Values element, long entity) {
    if (Objects.equals(application.left().get(element), 0)) {
      return null;
    }
    Attribute attribute = byName.get(element.name().ident());
    boolean isReverse = element.name().isReverse();
    List<Object> found = new ArrayList<>();
    for (Datom datom : datoms) {
      if (attribute != null && datom.a() == attribute.id()) {
        if (!isReverse && datom.e() == entity) {
          found.add(datom.v());
        } else if (isReverse && datom.v().equals(entity)) {
          found.add(datom.e());
        }
      }
    }
    if (attribute == null || found.isEmpty()) {
      return element.otherwise();
    }
    boolean isMany = isReverse ? !attribute.component() : attribute.many();
    int limit = isMany ? Math.min(found.size(), element.limit()) : 1;
    List<Object> given = new ArrayList<>();
    for (Object value : found.subList(0, limit)) {
      Object one = one(application, element, attribute, value);
      if (one != null) {
        given.add(one);
      }
    }
    if (given.isEmpty()) {
      return element.otherwise();
    }
    return isMany ? given : given.get(0);
  }

  private @Nullable Object one(
      Application application, PullElement.Values element, Attribute attribute, Object value) {
    if (!attribute.isRef()) {
      return value;
    }
    long referred = (Long) value;
    if (element.target() instanceof Target.Nested nested) {
      return pull(nested.pattern(), referred);
    }
    if (element.target() instanceof Target.Recursion) {
      return application.path().contains(referred)
          ? Map.of(ID, referred)
          : pull(application.again(element, referred), referred);
    }
    return attribute.component() && !element.name().isReverse()
        ? pull(EVERYTHING, referred)
        : Map.of(ID, referred);
  }

  private void wildcard(Application application, long entity, Map<Object, Object> result) {
    Set<Object> keys = new HashSet<>();
    Set<Keyword> named = new HashSet<>();
    for (PullElement element : application.pattern().elements()) {
      if (element instanceof PullElement.EntityId id) {
        keys.add(id.key());
        keys.add(ID);
      } else if (element instanceof PullElement.Values values) {
        keys.add(values.key());
        if (!values.name().isReverse()) {
          named.add(values.name().ident());
        }
      }
    }
    if (!keys.contains(ID)) {
      result.put(ID, entity);
    }
    for (Datom datom : datoms) {
      Attribute attribute = Objects.requireNonNull(byId.get(datom.a()));
      Keyword key = attribute.ident();
      if (datom.e() != entity || named.contains(key) || keys.contains(key)) {
        continue;
      }
      Object value = datom.v();
      if (attribute.isRef() && attribute.component()) {
        value = part(application, (Long) value);
      } else if (attribute.isRef()) {
        value = Map.of(ID, value);
      }
      if (attribute.many()) {
        List<Object> before = new ArrayList<>((List<?>) result.getOrDefault(key, List.of()));
        before.add(value);
        result.put(key, before);
      } else {
        result.put(key, value);
      }
    }
  }

  /** Of everything, the parts are everything again; of anything else, everything for the first. */
  private Object part(Application application, long entity) {
    boolean isAgain = application.pattern().equals(EVERYTHING);
    if (isAgain && application.path().contains(entity)) {
      return Map.of(ID, entity);
    }
    return Objects.requireNonNull(
        isAgain
            ? pull(application.again(new PullElement.Wildcard(), entity), entity)
            : pull(EVERYTHING, entity));
  }
}
