package dev.dfdb.edn;

import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.SyntaxException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reading and printing of <a href="https://github.com/edn-format/edn">EDN</a> text.
 *
 * <table>
 * <caption>What is read as what</caption>
 * <tr><th>text</th><th>Java</th></tr>
 * <tr><td>{@code nil}, {@code true}</td><td>null, Boolean</td></tr>
 * <tr><td>{@code 42}</td><td>Long; BigInteger if it doesn't fit</td></tr>
 * <tr><td>{@code 42N}</td><td>BigInteger</td></tr>
 * <tr><td>{@code 1.5}, {@code ##Inf}, {@code ##NaN}</td><td>Double</td></tr>
 * <tr><td>{@code 1.50M}</td><td>BigDecimal, with its scale</td></tr>
 * <tr><td>{@code "text"}, {@code \c}</td><td>String, Character</td></tr>
 * <tr><td>{@code :a/b}, {@code a/b}</td><td>{@link Keyword}, {@link Symbol}</td></tr>
 * <tr><td>{@code (1 2)}</td><td>{@link EdnList}</td></tr>
 * <tr><td>{@code [1 2]}</td><td>List, unmodifiable</td></tr>
 * <tr><td>{@code {:a 1}}, {@code #:a{:b 1}}</td><td>Map, unmodifiable, in the order written</td></tr>
 * <tr><td>{@code #{1 2}}</td><td>Set, unmodifiable, in the order written</td></tr>
 * <tr><td>{@code #inst "2026-01-31"}</td><td>Instant; any part after the year may be missing</td></tr>
 * <tr><td>{@code #uuid "..."}, {@code #uri "..."}</td><td>UUID, URI</td></tr>
 * <tr><td>{@code #base64 "..."}</td><td>byte[]</td></tr>
 * <tr><td>{@code #float 1.5}</td><td>Float</td></tr>
 * <tr><td>{@code #dfdb/keyword ["a" "b c"]}</td><td>a Keyword, and likewise a Symbol, that the plain
 * notation can't write</td></tr>
 * <tr><td>any other tag</td><td>{@link Tagged}, or what the caller's reader for that tag gives</td></tr>
 * </table>
 *
 * <p>Printing gives text that reads back as an equal value of the same type; Byte, Short and
 * Integer print as Long does, Date as Instant. Both refuse a nesting of more than
 * {@value #MAX_DEPTH} levels. All methods may be called from any thread.
 */
public final class Edn {

  /** The greatest depth of nesting that is read or printed. */
  public static final int MAX_DEPTH = 512;

  private Edn() {}

  /**
   * Reads a text that holds exactly one form.
   *
   * @throws SyntaxException if it holds none, more than one, or isn't EDN
   */
  public static @Nullable Object read(String text) {
    return read(text, Map.of());
  }

  /**
   * Reads a text that holds exactly one form, with readers for tags of the caller's own. A reader
   * takes the form after its tag; an {@link IllegalArgumentException} from it becomes the cause of
   * a SyntaxException.
   *
   * @throws SyntaxException if the text holds none, more than one, or isn't EDN
   */
  public static @Nullable Object read(
      String text,
      Map<Symbol, ? extends Function<@Nullable Object, ? extends @Nullable Object>> tags) {
    return new EdnReader(text, tags, null).readOnly();
  }

  /**
   * Reads all forms of a text; none gives an empty list.
   *
   * @throws SyntaxException if the text isn't EDN
   */
  public static List<@Nullable Object> readAll(String text) {
    return new EdnReader(text, Map.of(), null).readAll();
  }

  /**
   * Reads a text that holds exactly one form, and keeps where its parts stood, for messages.
   *
   * @throws SyntaxException if it holds none, more than one, or isn't EDN
   */
  public static Located readLocated(String text) {
    IdentityHashMap<Object, Integer> offsets = new IdentityHashMap<>();
    return new Located(text, new EdnReader(text, Map.of(), offsets).readOnly(), offsets);
  }

  /**
   * Prints a value as EDN, on one line.
   *
   * @throws InvalidValueException if it, or a part of it, is of a type EDN has no notation for
   */
  public static String print(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    new EdnPrinter(out).print(value);
    return out.toString();
  }
}
