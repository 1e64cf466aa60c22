package dev.dfdb.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.exchange.mapping.Dialect;
import org.junit.jupiter.api.Test;

/** How fields of CSV are written. */
class DialectTest {

  @Test
  void onlyWhatWouldBeReadAsSomethingElseIsInQuotes() {
    assertEquals("a b", Dialect.DEFAULT.field("a b"));
    assertEquals("a;b", Dialect.DEFAULT.field("a;b"));
    assertEquals("\"a,b\"", Dialect.DEFAULT.field("a,b"));
    assertEquals("\"a\nb\"", Dialect.DEFAULT.field("a\nb"));
    assertEquals("\" a\"", Dialect.DEFAULT.field(" a"));
    assertEquals("\"\"", Dialect.DEFAULT.field(""));
    assertEquals("\"say \"\"a\"\"\"", Dialect.DEFAULT.field("say \"a\""));
  }

  @Test
  void otherSeparatorsAndQuotesAreThoseThatCount() {
    Dialect dialect = new Dialect(';', '\'', null);
    assertEquals("a,b", dialect.field("a,b"));
    assertEquals("'a;b'", dialect.field("a;b"));
    assertEquals("'it''s'", dialect.field("it's"));
  }
}
