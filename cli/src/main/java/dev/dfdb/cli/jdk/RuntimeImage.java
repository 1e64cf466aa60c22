package dev.dfdb.cli.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The class files of the JDK this process runs on, module by module.
 *
 * <p>Only names are kept; a class file is read when its facts are asked for. Immutable and safe for
 * use from several threads.
 */
public final class RuntimeImage {

  private static final String CLASS_FILE = ".class";
  private static final String MODULE_INFO = "module-info";
  private static final int FINGERPRINT_BYTES = 4;

  private final Path root;
  private final SortedMap<String, ModuleFacts> modules;
  private final SortedMap<String, List<String>> classes;
  private final Set<String> allClasses = new HashSet<>();

  private RuntimeImage(
      Path root, SortedMap<String, ModuleFacts> modules, SortedMap<String, List<String>> classes) {
    this.root = root;
    this.modules = Collections.unmodifiableSortedMap(modules);
    this.classes = Collections.unmodifiableSortedMap(classes);
    classes.values().forEach(allClasses::addAll);
  }

  /**
   * Opens the image of this JDK.
   *
   * @param only the modules whose classes are of interest; none means all
   * @throws IllegalArgumentException if there is no module of such a name
   * @throws IOException if the image can't be read, or a package is split between modules, which no
   *     JDK does: a class would not be known by its name alone
   */
  public static RuntimeImage open(Collection<String> only) throws IOException {
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    SortedMap<String, ModuleFacts> modules = new TreeMap<>();
    SortedMap<String, List<String>> classes = new TreeMap<>();
    for (Path module : list(root)) {
      String name = module.getFileName().toString();
      List<String> names = classNames(module);
      modules.put(name, readModule(module));
      if (only.isEmpty() || only.contains(name)) {
        classes.put(name, names);
      }
    }
    for (String wanted : only) {
      if (!modules.containsKey(wanted)) {
        throw new IllegalArgumentException("this JDK has no module named " + wanted);
      }
    }
    refuseSplitPackages(modules.values());
    return new RuntimeImage(root, modules, classes);
  }

  /** The version of the JDK, as it names itself, such as {@code 17.0.15+6}. */
  public static String version() {
    return Runtime.version().toString();
  }

  /** The modules, in the order of their names. */
  public Collection<ModuleFacts> modules() {
    return modules.values();
  }

  /** The names of the modules whose classes are of interest, in order. */
  public Set<String> modulesWithClasses() {
    return classes.keySet();
  }

  /** The names of the classes of a module, in order. */
  public List<String> classNames(String module) {
    return classes.getOrDefault(module, List.of());
  }

  /** How many classes there are in all modules. */
  public int classCount() {
    return allClasses.size();
  }

  /** Whether the image holds a module of that name. */
  public boolean hasModule(String name) {
    return modules.containsKey(name);
  }

  /** Whether the image holds a class of that name. */
  public boolean hasClass(String name) {
    return allClasses.contains(name);
  }

  /**
   * Reads the facts of one class.
   *
   * @throws UncheckedIOException if its class file can't be read
   */
  public ClassFacts classFacts(String module, String name) {
    Path file = root.resolve(module).resolve(name.replace('.', '/') + CLASS_FILE);
    try {
      return ClassFileReader.read(module, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A few hexadecimal digits that differ between images which hold something else: another JDK, or
   * another choice of modules.
   */
  public String fingerprint() {
    MessageDigest digest = sha256();
    String vendor = System.getProperty("java.vendor", "");
    digest.update((version() + '\n' + vendor + '\n').getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, List<String>> module : classes.entrySet()) {
      String line = module.getKey() + '/' + module.getValue().hashCode() + '\n';
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static ModuleFacts readModule(Path module) throws IOException {
    try (InputStream in = Files.newInputStream(module.resolve(MODULE_INFO + CLASS_FILE))) {
      return ModuleFacts.of(ModuleDescriptor.read(in));
    }
  }

  private static List<String> classNames(Path module) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(module)) {
      files
          .map(file -> module.relativize(file).toString())
          .filter(file -> file.endsWith(CLASS_FILE))
          .map(file -> file.substring(0, file.length() - CLASS_FILE.length()).replace('/', '.'))
          .filter(name -> !name.equals(MODULE_INFO))
          .sorted()
          .forEach(names::add);
    }
    return List.copyOf(names);
  }

  private static void refuseSplitPackages(Collection<ModuleFacts> modules) throws IOException {
    Map<String, String> moduleOf = new HashMap<>();
    for (ModuleFacts module : modules) {
      for (String name : module.packages()) {
        String other = moduleOf.put(name, module.name());
        if (other != null) {
          throw new IOException("this Java runtime splits the package " + name
              + " between the modules " + other + " and " + module.name());
        }
      }
    }
  }
}
