package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.MisconfiguredException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Addresses of servers. */
class ConnectionUriTest {

  @Test
  void anAddressAsPsqlTakesItIsUnderstood() {
    PGSimpleDataSource source =
        ConnectionUri.parse("postgresql://ann%40x:p%2Fw+d@one:5433,two:5434/data?sslmode=require"
            + "&application_name=shop&connect_timeout=7");
    assertArrayEquals(new String[] {"one", "two"}, source.getServerNames());
    assertArrayEquals(new int[] {5433, 5434}, source.getPortNumbers());
    assertEquals("data", source.getDatabaseName());
    assertEquals("ann@x", source.getUser());
    assertEquals("p/w+d", source.getPassword());
    assertEquals("require", source.getSslMode());
    assertEquals("shop", source.getApplicationName());
    assertEquals(7, source.getConnectTimeout());
  }

  @Test
  void anAddressAsJdbcTakesItIsUnderstood() {
    PGSimpleDataSource source =
        ConnectionUri.parse("jdbc:postgresql://one:5433/data?user=ann&password=pw");
    assertArrayEquals(new String[] {"one"}, source.getServerNames());
    assertEquals("data", source.getDatabaseName());
    assertEquals("ann", source.getUser());
    assertEquals("pw", source.getPassword());
  }

  @Test
  void mostOfAnAddressMayBeLeftOut() {
    PGSimpleDataSource source = ConnectionUri.parse("postgres://one");
    assertArrayEquals(new String[] {"one"}, source.getServerNames());
    assertArrayEquals(
        new String[] {"localhost"}, ConnectionUri.parse("postgres:///data").getServerNames());
  }

  @Test
  void whatIsNoAddressIsMisconfigured() {
    for (String uri : new String[] {
      "one:5432",
      "http://one/data",
      "postgresql://one:port/data",
      "postgresql://ann:pass@word:1@one/data",
      "postgresql://ann:pass/word@one/data",
      "jdbc:postgresql://ann:password@one/data",
    }) {
      assertThrows(MisconfiguredException.class, () -> ConnectionUri.parse(uri), uri);
    }
  }
}
