package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupTarget;
import java.util.List;
import java.util.Optional;

/** A folder of a target, as a target. */
public final class TargetWithin implements BackupTarget {

  private final BackupTarget outer;
  private final String prefix;

  /** The files of a target whose names begin with a folder. */
  public TargetWithin(BackupTarget outer, String folder) {
    this.outer = outer;
    this.prefix = folder + "/";
  }

  @Override
  public String location() {
    return outer.location() + "/" + prefix.substring(0, prefix.length() - 1);
  }

  @Override
  public List<String> list() {
    return outer.list().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  @Override
  public Optional<byte[]> read(String name) {
    return outer.read(prefix + name);
  }

  @Override
  public void write(String name, byte[] content) {
    outer.write(prefix + name, content);
  }

  @Override
  public boolean create(String name, byte[] content) {
    return outer.create(prefix + name, content);
  }

  @Override
  public void delete(String name) {
    outer.delete(prefix + name);
  }
}
