package dev.dfdb.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load test works, and tells what became of it. */
class BenchTest {

  @TempDir
  private Path folder;

  private final Run dfdb = new Run();

  private int bench(String... more) {
    String[] arguments = new String[more.length + 5];
    List.of("bench", "--duration", "300ms", "--people", "20").toArray(arguments);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return dfdb.with(arguments);
  }

  @Test
  void twoDatabasesStandSideBySideInAReport() throws Exception {
    Path report = folder.resolve("report");
    String rocksdb = "rocksdb:" + folder.resolve("data");

    assertEquals(
        0,
        bench("--db", "memory:", "--db", rocksdb, "--threads", "2", "--report", report.toString()),
        dfdb::err);

    assertTrue(dfdb.err().contains("    1 s  "), dfdb::err);
    String markdown = Files.readString(report.resolve("report.md"));
    assertTrue(markdown.contains("| memory: | all | "), markdown);
    assertTrue(markdown.contains("| " + rocksdb + " | all | "), markdown);
    assertTrue(
        markdown.matches("(?s).*" + rocksdb + " \\| none \\| [1-9][0-9.]* [KM]iB \\|.*"), markdown);
    assertTrue(dfdb.err().matches("(?s).*  disk [1-9][0-9.]* [KM]iB .*"), dfdb::err);
    for (String chart : List.of("throughput.svg", "latency.svg")) {
      assertEquals(
          "svg",
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.resolve(chart).toFile())
              .getDocumentElement()
              .getTagName());
    }
  }

  @Test
  void aDatabaseThatIsNotEmptyIsLeftAloneUnlessItIsSaid() {
    String db = "rocksdb:" + folder.resolve("data");
    assertEquals(0, dfdb.with("transact", "--db", db, "[{:a 1}]"), dfdb::err);

    assertEquals(1, bench("--db", db));
    assertTrue(dfdb.err().contains("--existing"), dfdb::err);
    assertEquals(0, bench("--db", db, "--existing"), dfdb::err);
  }

  @Test
  void aRateIsKeptHoweverManyThreadsThereAre() {
    assertEquals(
        0, bench("--rate", "50", "--threads", "3", "--mix", "read=1", "--json"), dfdb::err);
    assertTrue(dfdb.out().startsWith("{\"database\":\"memory:\",\"threads\":3,"), dfdb::out);
    // Fifty in a second are fifteen in 300 ms, each thread doing a third of them.
    assertTrue(dfdb.out().contains("\"read\":{\"done\":15,"), dfdb::out);
  }

  @Test
  void aRecordingIsWritten() throws IOException {
    Path file = folder.resolve("bench.jfr");

    assertEquals(0, bench("--jfr", file.toString()), dfdb::err);
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void whatCantBeDoneIsExitCodeTwo() {
    assertEquals(2, bench("--mix", "reed=1"));
    assertTrue(dfdb.err().contains("'reed=1' is not of the form write=20,"), dfdb::err);
    assertEquals(2, bench("--threads", "0"));
    assertEquals(2, bench("--db", "mysql:"));
  }

  @Test
  void whereNothingCanBeWrittenIsSaidBeforeTheWork() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (List<String> option : List.of(
        List.of("--report", file.toString(), file + " is a file, where a folder is needed"),
        List.of("--jfr", folder.toString(), folder + " is a folder, where a file is needed"),
        List.of(
            "--jfr",
            folder.resolve("none/x.jfr").toString(),
            "there is no folder " + folder.resolve("none") + " for x.jfr"))) {
      assertEquals(1, bench(option.get(0), option.get(1)));
      assertEquals("dfdb: " + option.get(2), dfdb.err().strip());
    }
  }

  @Test
  void aMixIsDoneInItsShares() {
    assertEquals("read=3,pull=1", Mix.parse("pull=1, read=3,write=0").toString());
    assertThrows(IllegalArgumentException.class, () -> Mix.parse("read=0"));

    SplittableRandom random = new SplittableRandom(7);
    Mix mix = new Mix(Map.of(Work.READ, 3, Work.PULL, 1));
    long pulls = java.util.stream.IntStream.range(0, 4000)
        .filter(i -> mix.next(random) == Work.PULL)
        .count();
    assertTrue(pulls > 800 && pulls < 1200, () -> pulls + " of 4000");
  }

  @Test
  void fewAreChosenOften() {
    Zipf zipf = new Zipf(1000);
    SplittableRandom random = new SplittableRandom(7);
    int[] chosen = new int[1000];
    for (int i = 0; i < 20_000; i++) {
      chosen[zipf.next(random)]++;
    }
    assertTrue(chosen[0] > 10 * chosen[100], () -> chosen[0] + " and " + chosen[100]);
  }
}
