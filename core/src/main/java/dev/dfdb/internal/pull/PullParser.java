package dev.dfdb.internal.pull;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Located;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.pull.PullElement.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses pull patterns. Where a form is a keyword or a symbol, Java programs may give the string
 * that looks like it.
 */
public final class PullParser {

  static final String EXPECTED =
      "an attribute :a or :_a, (:a :limit 10), *, or {:a [...]}, {:a 3}, {:a ...}";

  private static final String NESTED =
      "a pattern [...], how often to recur from 1 on, or ... to recur without bound";

  private PullParser() {}

  /**
   * Parses a pattern: EDN text, or its vector as Java objects.
   *
   * @throws SyntaxException if a text isn't EDN
   * @throws QueryException if it isn't a pattern; names the element and what would be right
   */
  public static PullPattern parse(@Nullable Object pattern) {
    if (pattern instanceof String text) {
      Located located = Edn.readLocated(text);
      return parse(located.form(), located, "pull pattern");
    }
    return parse(pattern, null, "pull pattern");
  }

  /**
   * Parses a pattern that is part of something larger.
   *
   * @param text the text that it was read from, or null
   * @param path where it stands, for messages
   * @throws QueryException if it isn't a pattern
   */
  public static PullPattern parse(@Nullable Object form, @Nullable Located text, String path) {
    return pattern(form, new PatternPlace(path, text, 0));
  }

  private static PullPattern pattern(@Nullable Object form, PatternPlace place) {
    if (!(form instanceof List<?> list)) {
      throw place.error("Not a pull pattern", form, "[:a :b {:c [:d]}]");
    }
    if (list.isEmpty()) {
      throw place.error("A pull pattern without elements", form, EXPECTED);
    }
    if (place.depth() > Edn.MAX_DEPTH) {
      throw place.error(
          "A pull pattern nested too deep", null, "at most " + Edn.MAX_DEPTH + " levels");
    }
    Map<Object, PullElement> elements = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      add(list.get(i), place.inside("element " + (i + 1)), elements);
    }
    return new PullPattern(List.copyOf(elements.values()));
  }

  /** Adds what a form says. Of two elements with one key in the result, the later counts. */
  private static void add(
      @Nullable Object form, PatternPlace place, Map<Object, PullElement> elements) {
    if (isSymbol(form, "*") || Keyword.of("*").equals(form)) {
      elements.put(PullElement.Wildcard.class, new PullElement.Wildcard());
    } else if (form instanceof Map<?, ?> map) {
      if (map.isEmpty()) {
        throw place.error("A map without attributes", form, EXPECTED);
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        AttributeForm attribute = AttributeForm.parse(entry.getKey(), place);
        PatternPlace inside = place.inside(String.valueOf(attribute.name().written()));
        if (isId(attribute)) {
          throw inside.error("Nothing lies behind :db/id", form, ":db/id by itself");
        }
        elements.put(attribute.key(), attribute.element(target(entry.getValue(), inside)));
      }
    } else {
      AttributeForm attribute = AttributeForm.parse(form, place);
      elements.put(
          attribute.key(),
          isId(attribute) ? attribute.id(place) : attribute.element(new Target.Reference()));
    }
  }

  private static boolean isId(AttributeForm attribute) {
    return attribute.name().ident().equals(Builtin.DB_ID);
  }

  private static Target target(@Nullable Object form, PatternPlace place) {
    if (isSymbol(form, "...")) {
      return new Target.Recursion(Target.Recursion.UNBOUNDED);
    }
    if (form instanceof Number) {
      Optional<Integer> depth = AttributeForm.count(form);
      return new Target.Recursion(
          depth.orElseThrow(() -> place.error("Not a number of times to recur", form, NESTED)));
    }
    if (form instanceof List<?>) {
      return new Target.Nested(pattern(form, place));
    }
    throw place.error("Not a pattern for what an attribute refers to", form, NESTED);
  }

  /** Whether a form is a symbol, or the string that looks like it. */
  static boolean isSymbol(@Nullable Object form, String name) {
    return name.equals(form) || Symbol.of(name).equals(form);
  }
}
