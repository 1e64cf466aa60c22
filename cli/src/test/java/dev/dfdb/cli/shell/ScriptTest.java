package dev.dfdb.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.cli.Run;
import org.junit.jupiter.api.Test;

/** The shell where its input is no terminal. */
class ScriptTest {

  private final Run dfdb = new Run();

  private int script(String text, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "shell";
    arguments[1] = "--db";
    arguments[2] = "memory:";
    System.arraycopy(options, 0, arguments, 3, options.length);
    dfdb.input(text);
    return dfdb.with(arguments);
  }

  @Test
  void statementsMayGoOverSeveralLines() {
    assertEquals(0, script("""
        json on
        [{:person/name "Ada" ; the first
         }]
        [:find ?n
         :where [_ :person/name ?n]]"""), dfdb::err);
    assertTrue(dfdb.out().endsWith("{\"n\":\"Ada\"}\n"), dfdb::out);
  }

  @Test
  void aScriptEndsAtItsFirstErrorWithItsExitCode() {
    assertEquals(2, script("[:find ?x :where (nothing ?x)]\n[{:a 1}]\n"));
    assertEquals("", dfdb.out());
    assertEquals(1, script("[[:db/cas 1 :a 1 2]]\nhelp\n"));
    assertEquals(2, script("[:find ?x"));
    assertTrue(dfdb.err().contains("A bracket that is never closed"), dfdb::err);
  }

  @Test
  void aScriptMayGoOnAndTellInTheEnd() {
    assertEquals(1, script("[[:db/cas 1 :a 1 2]]\n[{:a 1}]\nquit\n[{:a 2}]", "--keep-going"));
    assertTrue(dfdb.out().startsWith("t 1, "), dfdb::out);
    assertEquals(1, dfdb.out().lines().count());
  }

  @Test
  void errorsAreJsonWhereAnswersAre() {
    assertEquals(2, script("hlep", "--json"));
    assertTrue(dfdb.err().startsWith("{\"error\":\"There is no such command"), dfdb::err);
  }
}
