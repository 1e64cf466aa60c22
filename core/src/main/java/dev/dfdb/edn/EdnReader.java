package dev.dfdb.edn;

import dev.dfdb.error.SyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads forms from one text, once. Recursive descent with a bounded depth. */
final class EdnReader {

  /** Stands for "no form here": the end of the text or a closing bracket. */
  private static final Object NOTHING = new Object();

  private final EdnText text;
  private final Map<Symbol, ? extends Function<@Nullable Object, ? extends @Nullable Object>> tags;
  private final @Nullable IdentityHashMap<Object, Integer> offsets;
  private int depth;

  EdnReader(
      String text,
      Map<Symbol, ? extends Function<@Nullable Object, ? extends @Nullable Object>> tags,
      @Nullable IdentityHashMap<Object, Integer> offsets) {
    this.text = new EdnText(text);
    this.tags = tags;
    this.offsets = offsets;
  }

  @Nullable
  Object readOnly() {
    Object form = read();
    if (form == NOTHING) {
      throw text.atEnd() ? text.error("The text holds no form", Map.of()) : unmatched();
    }
    if (read() != NOTHING) {
      throw text.error("The text holds more than one form", Map.of());
    }
    if (!text.atEnd()) {
      throw unmatched();
    }
    return form;
  }

  List<@Nullable Object> readAll() {
    List<@Nullable Object> forms = new ArrayList<>();
    for (Object form = read(); form != NOTHING; form = read()) {
      forms.add(form);
    }
    if (!text.atEnd()) {
      throw unmatched();
    }
    return Collections.unmodifiableList(forms);
  }

  private SyntaxException unmatched() {
    return text.error(
        "A closing bracket without its opening one", Map.of("token", quoted(text.peek())));
  }

  private @Nullable Object read() {
    if (++depth > Edn.MAX_DEPTH) {
      throw text.error("Forms are nested too deeply", Map.of("limit", Edn.MAX_DEPTH));
    }
    try {
      text.skipBlank();
      while (text.startsWith("#_")) {
        text.skip(2);
        need(read(), "#_");
        text.skipBlank();
      }
      return text.atEnd() ? NOTHING : readPresent(text.peek());
    } finally {
      depth--;
    }
  }

  private @Nullable Object readPresent(char first) {
    return switch (first) {
      case ')', ']', '}' -> NOTHING;
      case '(' -> located(text.offset(), EdnList.copyOf(elements(')')));
      case '[' -> located(text.offset(), Collections.unmodifiableList(elements(']')));
      case '{' -> readMap(text.offset(), null);
      case '"' -> text.string();
      case '\\' -> text.character();
      case '#' -> readDispatch();
      default -> atom(text.offset());
    };
  }

  private @Nullable Object atom(int start) {
    Object atom = EdnAtoms.read(text);
    return atom instanceof Symbol ? located(start, atom) : atom;
  }

  private @Nullable Object readDispatch() {
    int start = text.offset();
    if (text.startsWith("#{")) {
      text.skip(1);
      return readSet(start);
    }
    if (text.startsWith("##")) {
      text.skip(2);
      return EdnAtoms.symbolicNumber(text, start);
    }
    if (text.startsWith("#:")) {
      text.skip(1);
      return readMap(start, EdnAtoms.mapNamespace(text, start));
    }
    text.skip(1);
    if (text.atEnd() || !Character.isLetter(text.peek())) {
      throw text.errorAt(start, "No tag after the hash sign", Map.of());
    }
    Symbol tag = EdnAtoms.tag(text);
    Object value = need(read(), "#" + tag);
    try {
      Function<@Nullable Object, ? extends @Nullable Object> reader = tags.get(tag);
      return reader != null ? reader.apply(value) : EdnTags.read(tag, value);
    } catch (IllegalArgumentException e) {
      Position position = text.position(start);
      throw new SyntaxException(
          "A tagged form that its tag doesn't allow",
          position.line(),
          position.column(),
          Map.of("tag", tag, "reason", String.valueOf(e.getMessage())),
          e);
    }
  }

  private @Nullable Object need(@Nullable Object form, String before) {
    if (form == NOTHING) {
      throw text.error("A form is missing", Map.of("after", before));
    }
    return form;
  }

  private List<@Nullable Object> elements(char close) {
    int start = text.offset();
    text.skip(1);
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object form = read(); form != NOTHING; form = read()) {
      elements.add(form);
    }
    close(start, close);
    return elements;
  }

  private Set<@Nullable Object> readSet(int start) {
    text.skip(1);
    Set<@Nullable Object> elements = new LinkedHashSet<>();
    for (Object form = read(); form != NOTHING; form = read()) {
      if (!elements.add(form)) {
        throw text.error("An element stands twice in a set", shown("element", form));
      }
    }
    close(start, '}');
    return located(start, Collections.unmodifiableSet(elements));
  }

  private Map<@Nullable Object, @Nullable Object> readMap(int start, @Nullable String namespace) {
    text.skip(1);
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    for (Object form = read(); form != NOTHING; form = read()) {
      Object key = namespace == null ? form : EdnAtoms.qualify(namespace, form);
      if (entries.containsKey(key)) {
        throw text.error("A key stands twice in a map", shown("key", key));
      }
      Object value = read();
      if (value == NOTHING) {
        throw text.error("A key without a value in a map", shown("key", key));
      }
      entries.put(key, value);
    }
    close(start, '}');
    return located(start, Collections.unmodifiableMap(entries));
  }

  private static Map<String, Object> shown(String name, @Nullable Object form) {
    return Map.of(name, String.valueOf(form));
  }

  /** A bracket, told apart from those that a message puts around its context. */
  private static String quoted(char bracket) {
    return "'" + bracket + "'";
  }

  private void close(int start, char bracket) {
    if (text.atEnd()) {
      throw text.errorAt(
          start, "A bracket that is never closed", Map.of("expected", quoted(bracket)));
    }
    if (text.peek() != bracket) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("found", quoted(text.peek()));
      context.put("expected", quoted(bracket));
      context.put("opened", text.position(start));
      throw text.error("The wrong closing bracket", context);
    }
    text.skip(1);
  }

  private <T> T located(int start, T form) {
    if (offsets != null) {
      offsets.put(form, start);
    }
    return form;
  }
}
