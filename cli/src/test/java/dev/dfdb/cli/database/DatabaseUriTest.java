package dev.dfdb.cli.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Dfdb;
import dev.dfdb.error.MisconfiguredException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One form of URI names a database on every backend. */
class DatabaseUriTest {

  @Test
  void everyBackendHasItsUri() {
    assertEquals(Map.of("storage-config", Map.of("type", "memory")), Dfdb.configuration("memory:"));
    assertEquals(
        Map.of(
            "storage-config",
            Map.of("type", "rocksdb", "path", "/data/people", "memory-bytes", "64MiB")),
        Dfdb.configuration("rocksdb:/data/people?memory-bytes=64MiB"));
    assertEquals(
        Map.of(
            "namespace",
            "workspace-1",
            "storage-config",
            Map.of(
                "type",
                "postgres",
                "table",
                "people",
                "connection-uri",
                "postgresql://app@db.example.org:5433/app?sslmode=verify-full&ApplicationName=a%20b")),
        Dfdb.configuration("postgresql://app@db.example.org:5433/app"
            + "?table=people&sslmode=verify-full&ApplicationName=a%20b#workspace-1"));
    assertEquals(
        Map.of(
            "storage-config",
            Map.of(
                "type",
                "foundationdb",
                "cluster-file",
                "/etc/foundationdb/fdb.cluster",
                "key-prefix",
                "people")),
        Dfdb.configuration("foundationdb:/etc/foundationdb/fdb.cluster?key-prefix=people"));
  }

  @Test
  void parametersOfTheDatabaseAreKeysOfItsConfiguration() {
    assertEquals(
        Map.of(
            "schema-mode",
            "strict",
            "query-max-rows",
            "10",
            "storage-config",
            Map.of("type", "memory", "durability", "none")),
        Dfdb.configuration("memory:?schema-mode=strict&query-max-rows=10&durability=none"));
  }

  @Test
  void anUnknownSchemeNamesThoseThereAre() {
    String message = assertThrows(
            MisconfiguredException.class, () -> Dfdb.configuration("mysql://host/db"))
        .getMessage();

    assertTrue(message.contains("foundationdb, memory, postgres, postgresql, rocksdb"), message);
  }

  @Test
  void anOptionThatDoesNotExistIsToldWhenTheDatabaseIsOpened() {
    String message = assertThrows(
            MisconfiguredException.class, () -> Dfdb.createDb("memory:?durabillity=sync"))
        .getMessage();

    assertTrue(message.contains("durabillity"), message);
    assertTrue(message.contains("max-value-bytes"), message);
  }

  @Test
  void withoutASchemeItIsARocksDbDatabase() {
    DatabaseUri tenant = new DatabaseUri("people?durability=async#workspace-1");
    assertEquals("workspace-1", tenant.namespace());
    assertEquals(
        Map.of("type", "rocksdb", "path", "people", "durability", "async"),
        storage(tenant, Access.CREATING, Map.of()));
    assertEquals(
        "odd?#%",
        storage(new DatabaseUri("odd%3F%23%25"), Access.CREATING, Map.of()).get("path"));
    assertEquals(
        Map.of("type", "rocksdb", "path", "/data/people", "create-if-missing", false),
        storage(new DatabaseUri("/data/people"), Access.EXISTING, Map.of()));
  }

  @Test
  void aPasswordComesFromTheEnvironmentUnlessTheUriHasOne() {
    Map<String, String> environment = Map.of("PGPASSWORD", "s3cret");

    assertEquals(
        "s3cret",
        storage(new DatabaseUri("postgresql://ada@host/db"), Access.CREATING, environment)
            .get("password"));
    assertEquals(
        null,
        storage(new DatabaseUri("postgresql://ada:own@host/db"), Access.CREATING, environment)
            .get("password"));
    assertEquals(
        null, storage(new DatabaseUri("people"), Access.CREATING, environment).get("password"));
  }

  private static Map<String, Object> storage(
      DatabaseUri uri, Access access, Map<String, String> environment) {
    return DatabaseUri.storage(uri.configuration(access, environment));
  }
}
