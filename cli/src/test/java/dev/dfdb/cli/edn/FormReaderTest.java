package dev.dfdb.cli.edn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.SyntaxException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is cut into forms where the reader would, wherever brackets stand that are none. */
class FormReaderTest {

  private static List<Object> read(String text) throws IOException {
    FormReader reader = new FormReader(new StringReader(text), "text");
    List<Object> forms = new ArrayList<>();
    Optional<FormReader.Form> next = reader.next();
    for (; next.isPresent(); next = reader.next()) {
      forms.add(next.get().form());
    }
    assertEquals(text.length(), reader.chars());
    return forms;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "; nothing ( but a comment",
        "[1 2] [3]",
        "{:a \"]\"}{:b \"\\\"]\"} \\] [\\[ \\newline]",
        "[1] ; ] [\n [2]",
        "#_[1] [2] #_ #_ [3] {:a 4} (5) #_{} ",
        "#inst \"2026-01-01\" #{1 2} ##Inf #:a{:b 1} #my/tag [1]",
        "#_ foo [1] [2] bar",
        "a#_b [1]",
        "[[[]]] [#_] 1]"
      })
  void theFormsAreThoseTheReaderReads(String text) throws IOException {
    List<?> expected;
    try {
      expected = Edn.readAll(text);
    } catch (SyntaxException e) {
      assertThrows(SyntaxException.class, () -> read(text));
      return;
    }
    assertEquals(expected.toString(), read(text).toString());
  }

  @Test
  void formsAndErrorsKnowTheirLines() throws IOException {
    FormReader reader = new FormReader(new StringReader("[1]\n;[\n[2\n]\n[3\n )"), "people.edn");

    assertEquals(1, reader.next().orElseThrow().line());
    assertEquals(3, reader.next().orElseThrow().line());
    SyntaxException error = assertThrows(SyntaxException.class, reader::next);
    assertEquals(6, error.line());
    assertEquals("people.edn", error.context().get("source"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[\"]", "[;]", "[\\]", "\"a", "{:a [1}", "[#_[1]"})
  void whatIsOpenGoesOn(String text) {
    assertTrue(FormScanner.isOpen(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[\"[\"]", "[] ; [", "\\[", "]", "[\\[]", "help", "[}"})
  void whatIsClosedDoesNot(String text) {
    assertFalse(FormScanner.isOpen(text));
  }
}
