package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.apple.foundationdb.FDBException;
import dev.dfdb.error.MisconfiguredException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the client library of FoundationDB is missing, the error says so, and what to do. */
class MissingLibraryTest {

  @TempDir
  Path home;

  /** What the child does. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) {
      try {
        FdbStorage.open(Map.of("cluster-file", arguments[0])).close();
      } catch (dev.dfdb.error.StorageException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  private String open(String library, Path clusterFile) throws Exception {
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toAbsolutePath().toString());
    }
    Path output = home.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-DFDB_LIBRARY_PATH_FDB_C=" + library,
        Child.class.getName(),
        clusterFile.toString());
    builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath));
    builder.environment().remove("LD_LIBRARY_PATH");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process child = builder.start();
    assertTrue(child.waitFor(60, TimeUnit.SECONDS), "it ends by itself");
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(0, child.exitValue(), said);
    return said;
  }

  @Test
  void aMissingLibraryIsNamedWithWhatToInstall() throws Exception {
    Path file = Files.writeString(home.resolve("fdb.cluster"), "a:b@127.0.0.1:4500\n");
    String said = open(home.resolve("no-such-library.so").toString(), file);
    // Newer JDKs warn of native code before it.
    assertTrue(said.lines().anyMatch(line -> line.startsWith("MisconfiguredException: ")), said);
    assertTrue(said.contains("libfdb_c"), said);
    assertTrue(said.contains("client package 7.3"), said);
    assertTrue(said.contains("FDB_LIBRARY_PATH_FDB_C"), said);
  }

  @Test
  void aFileThatIsNoSuchLibraryIsAsGoodAsNone() throws Exception {
    Path file = Files.writeString(home.resolve("fdb.cluster"), "a:b@127.0.0.1:4500\n");
    Path other = Files.writeString(home.resolve("libfdb_c.so"), "not a library");
    String said = open(other.toString(), file);
    assertTrue(said.contains("MisconfiguredException: the FoundationDB client library"), said);
    assertTrue(said.contains("client package 7.3"), said);
  }

  @Test
  void aLibraryOfAnotherVersionIsCalledThat() {
    MisconfiguredException said =
        ClusterConnection.otherVersion(730, new FDBException("API version not supported", 2203));
    assertTrue(said.getMessage().contains("version without this interface"), said::getMessage);
    assertTrue(said.getMessage().contains("api-version=730"), said::getMessage);
    assertTrue(said.getMessage().contains("client package 7.3"), said::getMessage);
  }

  @Test
  void aMissingClusterFileIsNamedBeforeAnythingIsLoaded() throws Exception {
    Path file = home.resolve("no-such.cluster");
    String said = open("none", file);
    assertTrue(said.startsWith("MisconfiguredException: the cluster file can't be read"), said);
    assertTrue(said.contains(file.toString()), said);
  }
}
