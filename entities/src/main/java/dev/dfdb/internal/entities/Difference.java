package dev.dfdb.internal.entities;

import dev.dfdb.edn.Keyword;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a transaction has to say so that an entity becomes what it is to be. */
final class Difference {

  private static final String ADD = ":db/add";
  private static final String RETRACT = ":db/retract";
  private static final String RETRACT_ENTITY = ":db/retractEntity";

  private final Registry registry;
  private final List<Object> forms;

  Difference(Registry registry, List<Object> forms) {
    this.registry = registry;
    this.forms = forms;
  }

  /** Leads from what is stored to what is wanted. */
  void add(Composition type, Form stored, Form wanted) {
    Set<Keyword> attributes = new LinkedHashSet<>(stored.values().keySet());
    attributes.addAll(wanted.values().keySet());
    Map<Keyword, Field> fields = new TreeMap<>();
    type.fields().forEach(field -> fields.put(field.attribute(), field));
    for (Keyword attribute : attributes) {
      List<Object> before = stored.get(attribute);
      List<Object> after = wanted.get(attribute);
      Field field = fields.get(attribute);
      if (field == null || !field.isComponent()) {
        boolean isMany = field != null && field.holding().isMany();
        values(stored.e(), attribute, isMany, before, after);
      } else if (field.holding() == Holding.SET) {
        members(stored.e(), attribute, before, after);
      } else {
        parts(stored.e(), field, before, after);
      }
    }
  }

  private void values(
      long e, Keyword attribute, boolean isMany, Collection<Object> before, List<Object> after) {
    Map<Object, Object> left = new TreeMap<>(Form.order());
    before.forEach(value -> left.put(value, value));
    for (Object value : after) {
      if (left.remove(value) == null) {
        forms.add(List.of(ADD, e, attribute, Form.written(value)));
      }
    }
    if (isMany || after.isEmpty()) {
      left.values().forEach(value -> forms.add(List.of(RETRACT, e, attribute, value)));
    }
  }

  /** Members of a set are those that have the same content. */
  private void members(long e, Keyword attribute, List<Object> before, List<Object> after) {
    Map<Object, Deque<Form>> left = new TreeMap<>(Form.order());
    for (Object form : before) {
      left.computeIfAbsent(form, f -> new ArrayDeque<>()).add((Form) form);
    }
    for (Object form : after) {
      Deque<Form> same = left.get(form);
      if (same == null || same.poll() == null) {
        forms.add(List.of(ADD, e, attribute, Form.written(form)));
      }
    }
    left.values().forEach(forms -> forms.forEach(this::retract));
  }

  /** A part is the one at the same position, and there is one where there is no list. */
  private void parts(long e, Field field, List<Object> before, List<Object> after) {
    Map<Long, Form> left = new TreeMap<>();
    List<Form> superfluous = new ArrayList<>();
    for (Object part : before) {
      Form form = (Form) part;
      Form other = left.putIfAbsent(position(form), form);
      if (other != null) {
        superfluous.add(form);
      }
    }
    Composition type = registry.nested(field);
    for (Object part : after) {
      Form wanted = (Form) part;
      Form stored = left.remove(position(wanted));
      if (stored == null) {
        forms.add(List.of(ADD, e, field.attribute(), wanted.toMap()));
      } else {
        add(type, stored, wanted);
      }
    }
    superfluous.addAll(left.values());
    superfluous.forEach(this::retract);
  }

  private static long position(Form form) {
    @Nullable Object position = form.single(Composition.POSITION);
    return position == null ? 0 : (Long) position;
  }

  private void retract(Form form) {
    forms.add(List.of(RETRACT_ENTITY, form.e()));
  }
}
