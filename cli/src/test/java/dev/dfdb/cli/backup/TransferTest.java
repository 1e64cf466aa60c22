package dev.dfdb.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.cli.database.DatabaseUri;
import dev.dfdb.error.DfdbException;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.memory.MemoryStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a move between databases says when one of them fails, and to whom it shows a password. */
class TransferTest {

  private static final DatabaseUri FROM = new DatabaseUri("postgresql://app@one.example.org/app");

  @Test
  void whyTheSourceCantBeReadIsTold() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    Storage storage = failing(MemoryStorage.create(), failure);
    try (Connection from = Dfdb.createDb(Map.of("storage", storage));
        Connection to = Dfdb.createDb()) {
      from.transact("[{:person/name \"Ada\"}]");
      failure.set(new IllegalStateException("no more threads"));

      assertSame(
          failure.get(),
          assertThrows(
              RuntimeException.class, () -> new Transfer(from, to).run(RestoreOptions.newest())));
      failure.set(null);
    }
  }

  @Test
  void whyTheTargetCantBeWrittenIsTold() {
    try (Connection from = Dfdb.createDb();
        Connection to = Dfdb.createDb()) {
      from.transact("[{:person/name \"Ada\"}]");
      to.transact("[{:person/name \"Eve\"}]");
      to.transact("[{:person/name \"Eva\"}]");

      DfdbException told = assertThrows(
          DfdbException.class, () -> new Transfer(from, to).run(RestoreOptions.newest()));
      assertEquals(2, to.db().basisT(), told::toString);
    }
  }

  /** Fails whatever is asked of it, as soon as there is a failure. */
  private static Storage failing(Storage intact, AtomicReference<RuntimeException> failure) {
    return (Storage) Proxy.newProxyInstance(
        Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, given) -> {
          RuntimeException now = failure.get();
          if (now != null) {
            throw now;
          }
          try {
            return method.invoke(intact, given);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void aServerIsNotShownThePasswordOfAnother() {
    Map<String, String> environment = Map.of("DFDB_PASSWORD", "one", "PGPASSWORD", "two", "A", "b");
    DatabaseUri other = new DatabaseUri("postgresql://app@two.example.org/app");

    assertEquals(Map.of("A", "b"), MigrateCommand.environment(environment, FROM, other));
    assertEquals(
        environment,
        MigrateCommand.environment(
            environment, FROM, new DatabaseUri(FROM.text() + "?table=moved#tenant")));
    assertEquals(
        "own",
        MigrateCommand.environment(
                Map.of("DFDB_PASSWORD", "one", "DFDB_INTO_PASSWORD", "own"), FROM, other)
            .get("DFDB_PASSWORD"));
  }
}
