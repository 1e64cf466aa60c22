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

class TeamNotesTest {

  private static final String EXPECTED = """
      teams: [blue, red]
      red, plan: [Launch]
      blue, plan: [Lunch]
      at first: in May
      still: in June
      teams: [blue, red]
      """;

  @Test
  void showsNotesOfTeamsInMemory() {
    assertEquals(EXPECTED, shown(Map.of("type", "memory")));
  }

  @Test
  void keepsThemInADirectory(@TempDir Path directory) {
    Map<String, Object> config = Map.of("type", "rocksdb", "path", directory.toString());
    assertEquals(EXPECTED, shown(config));
    try (Storage storage = StorageProviders.find().open(config);
        TeamNotes notes = new TeamNotes(storage)) {
      assertEquals(List.of("Launch"), notes.tagged("red", "late"));
    }
  }

  private static String shown(Map<String, ?> config) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Storage storage = StorageProviders.find().open(config);
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      TeamNotes.show(storage, out);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
