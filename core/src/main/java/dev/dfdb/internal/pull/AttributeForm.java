package dev.dfdb.internal.pull;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.entity.AttributeName;
import dev.dfdb.internal.form.Suggestions;
import dev.dfdb.internal.pull.PullElement.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An attribute of a pattern with its options, while it is parsed. */
final class AttributeForm {

  private static final List<String> OPTIONS = List.of(":as", ":limit", ":default", ":xform");
  private static final List<String> LEGACY = List.of("limit", "default");

  private final AttributeName name;
  private final Set<String> given = new HashSet<>();
  private Object key;
  private int limit = PullElement.Values.DEFAULT_LIMIT;
  private @Nullable Object otherwise;
  private @Nullable Symbol xform;

  private AttributeForm(Keyword written) {
    this.name = AttributeName.of(written);
    this.key = written;
  }

  /** Parses {@code :a}, {@code (:a :limit 10)} or {@code (limit :a 10)}. */
  static AttributeForm parse(@Nullable Object form, PatternPlace place) {
    if (form instanceof List<?> list && !list.isEmpty()) {
      return options(list, place);
    }
    Keyword written = Keyword.find(form);
    if (written == null) {
      throw place.error("Not an element of a pull pattern", form, PullParser.EXPECTED, meant(form));
    }
    return new AttributeForm(written);
  }

  /** A symbol or string that has the namespace of an attribute lacks only its colon. */
  private static Optional<String> meant(@Nullable Object form) {
    boolean isName = form instanceof Symbol || form instanceof String;
    return isName && String.valueOf(form).indexOf('/') > 0
        ? Optional.of(":" + form)
        : Optional.empty();
  }

  private static AttributeForm options(List<?> form, PatternPlace place) {
    if (place.depth() > Edn.MAX_DEPTH) {
      throw place.error("A pull pattern nested too deep", null, "(:a :limit 10)");
    }
    Object first = form.get(0);
    boolean isWord =
        first instanceof Symbol || (first instanceof String && Keyword.find(first) == null);
    if (isWord) {
      return legacy(form, String.valueOf(first), place);
    }
    AttributeForm attribute = parse(first, place.inside("attribute"));
    if (form.size() % 2 == 0) {
      throw place.error("An option without a value", form, "(:a :limit 10 :as \"x\")");
    }
    for (int i = 1; i < form.size(); i += 2) {
      attribute.set(option(form.get(i), form, place), form.get(i + 1), form, place);
    }
    return attribute;
  }

  private static String option(@Nullable Object given, List<?> form, PatternPlace place) {
    Keyword option = Keyword.find(given);
    String name = String.valueOf(option == null ? given : option);
    if (option == null || !OPTIONS.contains(name)) {
      throw place.error(
          "An attribute has no such option",
          form,
          String.join(", ", OPTIONS),
          Suggestions.nearest(name, OPTIONS));
    }
    return name;
  }

  private static AttributeForm legacy(List<?> form, String word, PatternPlace place) {
    if (!LEGACY.contains(word)) {
      throw place.error(
          "A list of a pull pattern begins with an attribute",
          form,
          "(:a :limit 10), or (limit :a 10) or (default :a \"x\")",
          Suggestions.nearest(word, LEGACY).or(() -> meant(form.get(0))));
    }
    if (form.size() != 3) {
      throw place.error(
          "An attribute and a value belong after " + word, form, "(" + word + " :a 10)");
    }
    AttributeForm attribute = parse(form.get(1), place.inside("attribute"));
    attribute.set(":" + word, form.get(2), form, place);
    return attribute;
  }

  private void set(String option, @Nullable Object value, List<?> form, PatternPlace place) {
    if (!given.add(option)) {
      throw place.error("An option stands twice", form, option + " once");
    }
    switch (option) {
      case ":as" -> key = present(value, option, form, place);
      case ":default" -> otherwise = present(value, option, form, place);
      case ":limit" ->
        limit = value == null
            ? PullElement.Values.NO_LIMIT
            : count(value)
                .orElseThrow(() ->
                    place.error("Not a limit", form, "a number from 1 on, or nil for all values"));
      default -> xform = function(value, form, place);
    }
  }

  private static Object present(
      @Nullable Object value, String option, List<?> form, PatternPlace place) {
    if (value == null) {
      throw place.error("No value is nil", form, option + " with a value, or not at all");
    }
    return value;
  }

  private static Symbol function(@Nullable Object value, List<?> form, PatternPlace place) {
    if (value instanceof Symbol symbol) {
      return symbol;
    }
    if (value instanceof String text && !text.isEmpty() && !text.startsWith(":")) {
      return Symbol.of(text);
    }
    throw place.error("Not the name of a function", form, "the name under which it was registered");
  }

  /** A count of one or more; what is larger than an int counts as no bound at all. */
  static Optional<Integer> count(@Nullable Object form) {
    boolean isInteger = form instanceof Long || form instanceof Integer || form instanceof Short;
    long count = isInteger && form != null ? ((Number) form).longValue() : 0;
    return count < 1 ? Optional.empty() : Optional.of((int) Math.min(count, Integer.MAX_VALUE));
  }

  AttributeName name() {
    return name;
  }

  /** The key in the result. */
  Object key() {
    return key;
  }

  PullElement.Values element(Target target) {
    return new PullElement.Values(name, key, limit, otherwise, xform, target);
  }

  /** The element for {@code :db/id}, which every entity has exactly once. */
  PullElement.EntityId id(PatternPlace place) {
    if (name.isReverse() || given.contains(":limit") || given.contains(":default")) {
      throw place.error(
          ":db/id is one number, and always there", name.written(), ":db/id, (:db/id :as \"id\")");
    }
    return new PullElement.EntityId(key, xform);
  }
}
