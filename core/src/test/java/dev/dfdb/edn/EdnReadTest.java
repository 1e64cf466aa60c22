package dev.dfdb.edn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.SyntaxException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnReadTest {

  @Test
  void wordsAreNilAndBooleans() {
    assertNull(Edn.read("nil"));
    assertEquals(true, Edn.read("true"));
    assertEquals(false, Edn.read("false"));
  }

  @Test
  void integersAreLongUntilTheyDoNotFit() {
    assertEquals(42L, Edn.read("42"));
    assertEquals(-7L, Edn.read("-7"));
    assertEquals(7L, Edn.read("+7"));
    assertEquals(Long.MAX_VALUE, Edn.read("9223372036854775807"));
    assertEquals(Long.MIN_VALUE, Edn.read("-9223372036854775808"));
    assertEquals(new BigInteger("9223372036854775808"), Edn.read("9223372036854775808"));
    assertEquals(BigInteger.ONE, Edn.read("1N"));
  }

  @Test
  void fractionsAreDoubleOrDecimalWithTheirScale() {
    assertEquals(1.5, Edn.read("1.5"));
    assertEquals(-1500.0, Edn.read("-1.5e3"));
    assertEquals(1.0, Edn.read("1."));
    assertEquals(new BigDecimal("1.50"), Edn.read("1.50M"));
    assertEquals(new BigDecimal("1E+1000000000"), Edn.read("1E+1000000000M"));
    assertEquals(Double.NEGATIVE_INFINITY, Edn.read("##-Inf"));
    assertEquals(Double.NaN, Edn.read("##NaN"));
  }

  @Test
  void stringsHaveEscapes() {
    assertEquals("a\"\\\n\t\r\b\f\u00e9/é", Edn.read("\"a\\\"\\\\\\n\\t\\r\\b\\f\\u00e9/é\""));
    assertEquals("two\nlines", Edn.read("\"two\nlines\""));
  }

  @Test
  void charactersAreNamedOrThemselves() {
    assertEquals(
        List.of('a', '\n', ' ', '\t', '\r', '\f', '\b', 'é', '(', ',', '\\'),
        Edn.read(
            "[\\a \\newline \\space \\tab \\return \\formfeed \\backspace \\u00e9 \\( \\, \\\\]"));
  }

  @Test
  void keywordsAndSymbolsHaveAnOptionalNamespace() {
    assertEquals(Keyword.of("person", "name"), Edn.read(":person/name"));
    assertEquals(Keyword.of("person", "_friend"), Edn.read(":person/_friend"));
    assertEquals(Keyword.of("emp", "reports-to+"), Edn.read(":emp/reports-to+"));
    assertEquals(Keyword.of(null, "a"), Edn.read(":a"));
    assertEquals(
        Symbol.of("clojure.string", "starts-with?"), Edn.read("clojure.string/starts-with?"));
    for (String name :
        List.of("?x", "...", ".", "_", "$", "$src", "%", "<=", "/", "-", "+", "-a", "a'", "é")) {
      assertEquals(new Symbol(null, name), Edn.read(name), name);
    }
    assertEquals(Symbol.of("clojure.core", "/"), Edn.read("clojure.core//"));
  }

  @Test
  void listsAndVectorsAreToldApartButEqual() {
    Object list = Edn.read("(a 1 nil)");
    Object vector = Edn.read("[a 1 nil]");
    assertInstanceOf(EdnList.class, list);
    assertInstanceOf(List.class, vector);
    assertTrue(!(vector instanceof EdnList));
    assertEquals(vector, list);
    assertEquals(list, vector);
    assertEquals(list.hashCode(), vector.hashCode());
    assertEquals(Arrays.asList(Symbol.of("a"), 1L, null), list);
  }

  @Test
  void mapsAndSetsKeepTheirOrder() {
    Map<?, ?> map = assertInstanceOf(Map.class, Edn.read("{:z 1, :a nil, nil 3}"));
    assertEquals(
        Arrays.asList(Keyword.of("z"), Keyword.of("a"), null), new ArrayList<>(map.keySet()));
    Set<?> set = assertInstanceOf(Set.class, Edn.read("#{3 1 2 nil 1.0}"));
    assertEquals(Arrays.asList(3L, 1L, 2L, null, 1.0), new ArrayList<>(set));
  }

  @Test
  void collectionsCannotBeChanged() {
    for (String text : List.of("[1]", "(1)")) {
      List<?> list = assertInstanceOf(List.class, Edn.read(text));
      assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
    }
    Map<?, ?> map = assertInstanceOf(Map.class, Edn.read("{1 2}"));
    assertThrows(UnsupportedOperationException.class, map::clear);
    Set<?> set = assertInstanceOf(Set.class, Edn.read("#{1}"));
    assertThrows(UnsupportedOperationException.class, set::clear);
  }

  @Test
  void namespacedMapsQualifyTheirKeys() {
    assertEquals(
        Edn.read("{:p/a 1 :b 2 :q/c 3 p/d 4 5 6}"), Edn.read("#:p{:a 1 :_/b 2 :q/c 3 d 4 5 6}"));
  }

  @Test
  void commentsCommasAndDiscardedFormsAreBlank() {
    assertEquals(List.of(1L, 2L), Edn.read(";; first\n[1,#_ (a b) #_#_ 3 4 ; rest\n 2 #_5]"));
    assertEquals(Map.of(1L, 2L), Edn.read("{1 #_ 0 2}"));
    assertEquals(List.of(), Edn.readAll(" ; nothing"));
    assertEquals(List.of(1L, Symbol.of("a")), Edn.readAll("1 a"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01T00:00:00Z",
    "2026-11, 2026-11-01T00:00:00Z",
    "2026-11-21, 2026-11-21T00:00:00Z",
    "2026-11-21T06, 2026-11-21T06:00:00Z",
    "2026-11-21T06:07, 2026-11-21T06:07:00Z",
    "2026-11-21T06:07:08, 2026-11-21T06:07:08Z",
    "2026-11-21T06:07:08.123456789, 2026-11-21T06:07:08.123456789Z",
    "2026-11-21T06:07:08.5Z, 2026-11-21T06:07:08.5Z",
    "2026-11-21T06:07:08.000-00:00, 2026-11-21T06:07:08Z",
    "2026-11-21T06:07:08+01:30, 2026-11-21T04:37:08Z",
    "2026-11-21T06:07:08-01:30, 2026-11-21T07:37:08Z",
    "-0044-03-15, -0044-03-15T00:00:00Z",
  })
  void instantsMayLackTheirLaterParts(String text, String expected) {
    assertEquals(Instant.parse(expected), Edn.read("#inst \"" + text + "\""));
  }

  @Test
  void tagsGiveTheirTypes() {
    assertEquals(
        UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        Edn.read("#uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\""));
    assertEquals(URI.create("http://example.com/a?b"), Edn.read("#uri \"http://example.com/a?b\""));
    assertArrayEquals(
        new byte[] {1, 2, -1}, assertInstanceOf(byte[].class, Edn.read("#base64 \"AQL/\"")));
    assertEquals(0.1f, Edn.read("#float 0.1"));
  }

  @Test
  void unknownTagsAreKeptAndKnownOnesMayBeRead() {
    assertEquals(new Tagged(Symbol.of("my/money"), List.of(12L)), Edn.read("#my/money [12]"));
    assertEquals(
        "12!", Edn.read("#my/money 12", Map.of(Symbol.of("my/money"), value -> value + "!")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ; only a comment",
        "1 2",
        ")",
        "1)",
        "(1",
        "[1)",
        "{1}",
        "{1 2 1 3}",
        "#{1 1}",
        "\"open",
        "\"\\q\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\\",
        "\\ a",
        "\\nope",
        "01",
        "1x",
        "1/2",
        "0x1F",
        "1e400",
        "1.5N",
        ":",
        "::a",
        ":a/",
        "/a",
        "a/b/c",
        "@a",
        "^a",
        "`a",
        "~a",
        "a@b",
        "#",
        "#(inc)",
        "#\"re\"",
        "##Foo",
        "#::a{}",
        "#:a/b{}",
        "#:a []",
        "#_",
        "#foo",
        "#inst 5",
        "#inst \"2026-13\"",
        "#inst \"yesterday\"",
        "#uuid \"1-1-1-1-1\"",
        "#uri \"a b\"",
        "#base64 \"*\"",
        "#float 1",
        "#dfdb/keyword [1 2]",
        "#dfdb/keyword [nil \"\"]",
        "1E+99999999999M"
      })
  void everythingElseIsASyntaxError(String text) {
    assertThrows(SyntaxException.class, () -> Edn.read(text));
  }

  @Test
  void anErrorSaysWhereItIs() {
    SyntaxException wrongBracket =
        assertThrows(SyntaxException.class, () -> Edn.read("{:a\n  [1 2}"));
    assertEquals(2, wrongBracket.line());
    assertEquals(7, wrongBracket.column());
    assertEquals("line 2, column 3", String.valueOf(wrongBracket.context().get("opened")));
    SyntaxException open = assertThrows(SyntaxException.class, () -> Edn.read("1\n (2"));
    assertEquals(2, open.line());
    assertEquals(2, open.column());
    SyntaxException token = assertThrows(SyntaxException.class, () -> Edn.read("[12a]"));
    assertEquals("12a", token.context().get("token"));
  }

  @Test
  void deepNestingIsAnErrorAndNotAStackOverflow() {
    String fits = "[".repeat(Edn.MAX_DEPTH - 1) + "]".repeat(Edn.MAX_DEPTH - 1);
    assertEquals(fits, Edn.print(Edn.read(fits)));
    for (String opening : List.of("[", "(", "{1 ", "#{", "#a ", "#_ ")) {
      SyntaxException error =
          assertThrows(SyntaxException.class, () -> Edn.read(opening.repeat(1_000_000)));
      assertEquals("Forms are nested too deeply", error.summary());
    }
  }

  @Test
  void partsOfALocatedFormHavePositions() {
    Located located = Edn.readLocated("[:find ?e\n :where [?e :a]\n (not [?e :b])]");
    List<?> form = assertInstanceOf(List.class, located.form());
    assertEquals("line 1, column 1", located.positionOf(form).orElseThrow().toString());
    assertEquals(
        "line 2, column 9", located.positionOf(form.get(3)).orElseThrow().toString());
    assertEquals(
        "line 3, column 2", located.positionOf(form.get(4)).orElseThrow().toString());
    assertEquals(
        "line 1, column 8", located.positionOf(form.get(1)).orElseThrow().toString());
    assertTrue(located.positionOf(form.get(0)).isEmpty());
    assertTrue(located.positionOf(null).isEmpty());
  }
}
