package dev.dfdb.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {

  private static final String EXPECTED = """
      written again: false
      deployed: [Deployment[id=shop, version=1.1, stage=LIVE,\
       environment=Environment[id=berlin, name=Berlin],\
       ports=[Port[number=443, protocol=https], Port[number=80, protocol=http]],\
       note=Optional[after the holidays]]]
      elsewhere: []
      versions: [1.0, 1.1, none]
      """;

  @Test
  void showsDeploymentsInMemory() {
    assertEquals(EXPECTED, shown(Map.of("type", "memory")));
  }

  @Test
  void keepsThemInADirectory(@TempDir Path directory) {
    Map<String, Object> config = Map.of("type", "rocksdb", "path", directory.toString());
    assertEquals(EXPECTED, shown(config));
    try (Storage storage = StorageProviders.find().open(config);
        Releases releases = new Releases(storage)) {
      assertEquals(List.of("1.0", "1.1", "none"), releases.versions("workspace-1", "shop"));
      assertEquals(List.of(), releases.deployments("workspace-1"));
    }
  }

  private static String shown(Map<String, ?> config) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Storage storage = StorageProviders.find().open(config);
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Releases.show(storage, out);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
