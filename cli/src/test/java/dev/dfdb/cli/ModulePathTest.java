package dev.dfdb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.storage.StorageProvider;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;

/**
 * The other tests run on the class path. This one starts a JVM with dfdb and its embedded backends
 * on its module path, where only what the module declarations require, export and provide is there.
 */
class ModulePathTest {
  @TempDir
  private Path directory;

  @Test
  void theBackendsAreFoundAndWorkAsNamedModules() throws Exception {
    Path output = directory.resolve("output");
    String modulePath = Stream.concat(
            Stream.of(StorageProvider.class, RocksDB.class, Logger.class),
            ServiceLoader.load(StorageProvider.class).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> type.getName().matches(".*[.](memory|rocksdb)[.].*")))
        .map(ModulePathTest::origin)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
    Process probe = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--module-path",
            modulePath,
            "--add-modules",
            "ALL-MODULE-PATH",
            "--class-path",
            origin(ModulePathProbe.class),
            ModulePathProbe.class.getName(),
            directory.resolve("database").toString())
        .redirectError(directory.resolve("errors").toFile())
        .redirectOutput(output.toFile())
        .start();

    int exit = probe.waitFor();

    assertEquals("", exit == 0 ? "" : Files.readString(directory.resolve("errors")));
    assertEquals(
        List.of("dev.dfdb.storage.memory", "dev.dfdb.storage.rocksdb", "kept"),
        Files.readAllLines(output, UTF_8));
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException invalid) {
      throw new IllegalStateException("a class loaded from no path", invalid);
    }
  }
}
