package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.conformance.OptionTableConformance;
import dev.dfdb.storage.StorageProvider;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** STORAGE-BACKENDS.md says of the options what the provider says, and its example runs. */
class DocumentationTest extends OptionTableConformance {

  @Override
  protected StorageProvider provider() {
    return new FdbStorageProvider();
  }

  @Override
  protected Path document() {
    return above("STORAGE-BACKENDS.md");
  }

  @Override
  protected String heading() {
    return "## FoundationDB";
  }

  @Test
  void theExampleOfATestRunsAsItIsWritten() throws IOException {
    // example
    try (SimulatedCluster cluster = new SimulatedCluster(42, Faults.SOME);
        FdbStorage storage = cluster.open(Map.of());
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.transact("[{:n 1}]");
    }
    // end
    String source = Files.readString(
        above("storage-fdb/src/test/java/dev/dfdb/storage/fdb/DocumentationTest.java"));
    String example = source.substring(
        source.indexOf("// example\n") + "// example\n".length(), source.indexOf("    // end\n"));
    String code = example.lines().map(line -> line.substring(4)).collect(Collectors.joining("\n"));
    assertTrue(Files.readString(document()).contains(code), code);
  }
}
