package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.TupleShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identities that tempids claim without naming them: where a tempid is given a value for every
 * part of a composite tuple that is a unique identity, it claims the tuple.
 */
final class CompositeIdentities {

  private CompositeIdentities() {}

  /** The claims, as the steps that would make them by name. */
  static List<Op.Add> claims(List<Op> ops, Schema schema) {
    List<Op.Add> claims = new ArrayList<>();
    if (schema.hasComposites()) {
      parts(ops, schema).forEach((tempid, parts) -> {
        for (Attribute composite : identities(parts, schema)) {
          Op.Add claim = claim(tempid, composite, parts);
          if (claim != null) {
            claims.add(claim);
          }
        }
      });
    }
    return claims;
  }

  /** What tempids are given for attributes that are parts of composites, by attribute id. */
  private static Map<Term.Tempid, Map<Long, Op.Add>> parts(List<Op> ops, Schema schema) {
    Map<Term.Tempid, Map<Long, Op.Add>> parts = new LinkedHashMap<>();
    for (Op op : ops) {
      if (op instanceof Op.Add add
          && add.entity() instanceof Term.Tempid tempid
          && !schema.compositesOf(add.attribute().id()).isEmpty()) {
        parts
            .computeIfAbsent(tempid, key -> new HashMap<>())
            .put(add.attribute().id(), add);
      }
    }
    return parts;
  }

  private static List<Attribute> identities(Map<Long, Op.Add> parts, Schema schema) {
    return parts.keySet().stream()
        .flatMap(part -> schema.compositesOf(part).stream())
        .filter(Attribute::isIdentity)
        .distinct()
        .toList();
  }

  private static Op.@Nullable Add claim(
      Term.Tempid tempid, Attribute composite, Map<Long, Op.Add> parts) {
    if (!(composite.tuple() instanceof TupleShape.Composite tuple)) {
      return null;
    }
    List<@Nullable Term> elements = new ArrayList<>();
    Object form = null;
    for (Long member : tuple.attributes()) {
      Op.Add part = parts.get(member);
      if (part == null) {
        return null;
      }
      elements.add(part.value());
      form = part.form();
    }
    return form == null ? null : new Op.Add(tempid, composite, new Term.Tuple(elements), form);
  }
}
