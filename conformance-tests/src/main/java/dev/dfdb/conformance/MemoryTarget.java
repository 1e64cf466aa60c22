package dev.dfdb.conformance;

import dev.dfdb.backup.BackupTarget;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A target of backups in memory, whose files a test can damage. */
class MemoryTarget implements BackupTarget {

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  @Override
  public final String location() {
    return "memory";
  }

  @Override
  public final synchronized List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public final synchronized Optional<byte[]> read(String name) {
    return Optional.ofNullable(files.get(name)).map(byte[]::clone);
  }

  @Override
  public synchronized void write(String name, byte[] content) {
    change(() -> files.put(name, content.clone()));
  }

  @Override
  public final synchronized boolean create(String name, byte[] content) {
    if (files.containsKey(name)) {
      return false;
    }
    write(name, content);
    return true;
  }

  @Override
  public final synchronized void delete(String name) {
    change(() -> files.remove(name));
  }

  /** Makes a change: what a test wants to happen instead, or besides, happens here. */
  void change(Runnable change) {
    change.run();
  }

  /** Another with the same files. */
  final synchronized MemoryTarget copy() {
    MemoryTarget copy = new MemoryTarget();
    files.forEach(copy::write);
    return copy;
  }
}
