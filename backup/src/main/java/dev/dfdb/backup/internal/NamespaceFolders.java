package dev.dfdb.backup.internal;

import dev.dfdb.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
    return names(files, Manifest::isManifest);
  }

  /** The names of the namespaces whose folders have anything of a backup. */
  public static List<String> allNames(List<String> files) {
    return names(files, file -> Manifest.isManifest(file) || Part.isPart(file));
  }

  private static List<String> names(List<String> files, Predicate<String> isOurs) {
    return files.stream()
        .filter(
            file -> file.contains("/") && isOurs.test(file.substring(file.lastIndexOf('/') + 1)))
        .flatMap(file -> name(file.substring(0, file.lastIndexOf('/'))).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The name of the namespace that a folder belongs to; empty if it is somebody else's. */
  private static Optional<String> name(String folder) {
    if (folder.equals(UNNAMED)) {
      return Optional.of("");
    }
    String name = "";
    if (folder.startsWith(SIMPLE)) {
      name = folder.substring(SIMPLE.length());
    } else if (folder.matches(OTHER + "[0-9a-f/]+")) {
      String digits = folder.substring(OTHER.length()).replace("/", "");
      byte[] bytes = digits.length() % 2 == 0 ? HexFormat.of().parseHex(digits) : new byte[0];
      name = new String(bytes, StandardCharsets.UTF_8);
    }
    return !name.isEmpty() && folder(name).equals(folder) ? Optional.of(name) : Optional.empty();
  }
}
