package dev.dfdb.cli;

import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import dev.dfdb.storage.StorageProviders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;

/** What {@link ModulePathTest} runs in a JVM that has dfdb on its module path. */
final class ModulePathProbe {
  private ModulePathProbe() {}

  public static void main(String[] args) {
    ServiceLoader.load(StorageProvider.class).stream()
        .map(provider -> provider.type().getModule().getName())
        .sorted()
        .forEach(System.out::println);
    byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    byte[] value = "kept".getBytes(StandardCharsets.UTF_8);
    try (Storage storage =
        StorageProviders.find().open(Map.of("type", "rocksdb", "path", args[0]))) {
      storage.put(key, value);
      byte[] read = storage.get(key);
      System.out.println(read == null ? "lost" : new String(read, StandardCharsets.UTF_8));
    }
  }
}
