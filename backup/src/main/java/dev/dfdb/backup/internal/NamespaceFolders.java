package dev.dfdb.backup.internal;

import dev.dfdb.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The folders of a target for the databases of a storage. A name may be any text, and stands in its
 * folder in hexadecimal digits where it isn't one of the simplest.
 */
public final class NamespaceFolders {

  private static final String UNNAMED = "unnamed";
  private static final String SIMPLE = "name-";
  private static final String OTHER = "hex-";

  /** Longer file names are cut off by no file system: digits go into folders within folders. */
  private static final int LONGEST = 200;

  /** The key of the root of the database without a name. */
  private static final byte[] ROOT = {1, 1};

  private NamespaceFolders() {}

  /** Whether a storage has a database without a name. */
  public static boolean hasUnnamed(Storage storage) {
    return storage.get(ROOT) != null;
  }

  /** The folder of a namespace. */
  public static String folder(String name) {
    if (name.isEmpty()) {
      return UNNAMED;
    }
    if (name.length() <= LONGEST && name.matches("[a-z0-9][a-z0-9-]*")) {
      return SIMPLE + name;
    }
    String digits = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    return OTHER + digits.replaceAll("(.{" + LONGEST + "})(?=.)", "$1/");
  }

  /** The names of the namespaces whose folders have manifests. */
  public static List<String> names(List<String> files) {
    return files.stream()
        .filter(file ->
            file.contains("/") && Manifest.isManifest(file.substring(file.lastIndexOf('/') + 1)))
        .map(file -> name(file.substring(0, file.lastIndexOf('/'))))
        .distinct()
        .sorted()
        .toList();
  }

  private static String name(String folder) {
    if (folder.equals(UNNAMED)) {
      return "";
    }
    if (folder.startsWith(SIMPLE)) {
      return folder.substring(SIMPLE.length());
    }
    byte[] bytes = HexFormat.of().parseHex(folder.substring(OTHER.length()).replace("/", ""));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
