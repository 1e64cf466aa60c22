package dev.dfdb.benchmarks.query;

import clojure.lang.Keyword;
import clojure.lang.PersistentHashSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import xtdb.api.XtdbDocument;

/**
 * The documents that transactions of datoms come to: one for each entity, with the value of its
 * identity as its id, ids in place of references, and a set where there may be several values.
 */
final class XtdbDocuments {

  private static final Keyword IDENT = Keyword.intern("db", "ident");

  private final String identity;
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> many = new HashSet<>();
  private final Map<Object, Map<String, Object>> documents = new LinkedHashMap<>();

  /** No documents yet, with the schema of a workload. */
  XtdbDocuments(Workload workload) {
    identity = workload.identity();
    for (Object form : (List<?>) XtdbQuery.read(workload.schema())) {
      Map<?, ?> attribute = (Map<?, ?>) form;
      String name = String.valueOf(attribute.get(IDENT));
      types.put(name, keyword(attribute, "valueType").getName());
      if (keyword(attribute, "cardinality").getName().equals("many")) {
        many.add(name);
      }
    }
  }

  private static Keyword keyword(Map<?, ?> attribute, String name) {
    return (Keyword) Objects.requireNonNull(attribute.get(Keyword.intern("db", name)));
  }

  /** Applies a transaction, and gives the documents that it changed. */
  List<XtdbDocument> apply(List<Object> forms) {
    Map<Object, Object> ids = new HashMap<>();
    for (Object form : forms) {
      if (form instanceof Map<?, ?> map) {
        ids.put(
            Objects.requireNonNull(map.get(":db/id")), Objects.requireNonNull(map.get(identity)));
      }
    }
    Set<Object> changed = new LinkedHashSet<>();
    for (Object form : forms) {
      if (form instanceof Map<?, ?> map) {
        Object id = Objects.requireNonNull(ids.get(map.get(":db/id")));
        map.forEach((attribute, value) -> put(ids, id, (String) attribute, value));
        changed.add(id);
      } else {
        List<?> add = (List<?>) form;
        Object id = resolve(ids, add.get(1));
        put(ids, id, (String) add.get(2), add.get(3));
        changed.add(id);
      }
    }
    return changed.stream().map(this::document).toList();
  }

  /** All documents. */
  List<XtdbDocument> all() {
    return documents.keySet().stream().map(this::document).toList();
  }

  private void put(Map<Object, Object> ids, Object id, String attribute, Object given) {
    if (attribute.equals(":db/id")) {
      return;
    }
    Object value = switch (Objects.requireNonNull(types.get(attribute))) {
      case "ref" -> resolve(ids, given);
      case "keyword" -> Keyword.intern(((String) given).substring(1));
      default -> given;
    };
    Map<String, Object> document = documents.computeIfAbsent(id, absent -> new HashMap<>());
    if (many.contains(attribute)) {
      @SuppressWarnings("unchecked")
      Collection<Object> values =
          (Collection<Object>) document.computeIfAbsent(attribute, absent -> new HashSet<>());
      values.add(value);
    } else {
      document.put(attribute, value);
    }
  }

  /** The id for a temporary one or a lookup ref. */
  private static Object resolve(Map<Object, Object> ids, Object reference) {
    return reference instanceof List<?> lookup
        ? lookup.get(1)
        : Objects.requireNonNull(ids.get(reference));
  }

  private XtdbDocument document(Object id) {
    Map<String, Object> attributes = new HashMap<>();
    Objects.requireNonNull(documents.get(id))
        .forEach((name, value) -> attributes.put(
            name.substring(1),
            value instanceof Set<?> set ? PersistentHashSet.create(new ArrayList<>(set)) : value));
    return XtdbDocument.create(id, attributes);
  }
}
