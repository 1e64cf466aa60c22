package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.BackupTargetProvider;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.StorageUri;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds who opens a target, by the scheme of its address. */
public final class TargetProviders {

  private static final String FILE = "file";

  private TargetProviders() {}

  /** Opens what a text names: an address that somebody knows, or else a folder. */
  public static BackupTarget open(String text) {
    if (!StorageUri.hasScheme(text)) {
      return folder(text);
    }
    StorageUri address = StorageUri.parse(text);
    if (address.scheme().equals(FILE)) {
      return folder(address.path());
    }
    Map<String, BackupTargetProvider> providers = new TreeMap<>();
    for (BackupTargetProvider provider : ServiceLoader.load(
        BackupTargetProvider.class, BackupTargetProvider.class.getClassLoader())) {
      providers.put(provider.scheme(), provider);
    }
    BackupTargetProvider provider = providers.get(address.scheme());
    if (provider == null) {
      Set<String> known = new TreeSet<>(providers.keySet());
      known.add(FILE);
      throw new MisconfiguredException(
          "nobody here knows targets of this kind; s3: needs the module dfdb-backup-s3, and a folder"
              + " with a colon in its name ./ before it",
          Map.of("target", address, "known", known));
    }
    return provider.open(address);
  }

  private static BackupTarget folder(String path) {
    try {
      return BackupTarget.folder(Path.of(path));
    } catch (InvalidPathException e) {
      throw new MisconfiguredException(
          "this can't be the path of a folder", Map.of("folder", path), e);
    }
  }
}
