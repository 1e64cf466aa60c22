package dev.dfdb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The help of every command has examples, and each does what it is shown for. */
class HelpExamplesTest {

  @TempDir
  private Path folder;

  private final Run dfdb = new Run();
  private Set<String> databases = Set.of();

  @BeforeEach
  void prepareWhatTheExamplesSpeakOf() throws IOException {
    Files.writeString(folder.resolve("people.edn"), """
        [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}]
        {:person/name "Ada" :person/age 36 :person/email "ada@x.org"}
        {:person/name "Bob" :person/age 12}
        """);
    Files.writeString(folder.resolve("names.edn"), "[:find ?name :where [_ :person/name ?name]]");
    Files.writeString(
        folder.resolve("rules.edn"), "[[(elder ?p) [?p :person/age ?a] [(< 17 ?a)]]]");
    Files.writeString(folder.resolve("session.edn"), """
        [{:person/name "Eve"}]
        [:find ?name :where [_ :person/name ?name]]
        """);
    Files.writeString(
        folder.resolve("people.csv"), "email,name,age\nada@x.org,Ada,36\ncyd@x.org,Cyd,40\n");
    Files.writeString(folder.resolve("people.jsonl"), "{\"name\":\"Dan\",\"age\":7}\n");
    assertEquals(
        0,
        dfdb.with(
            "transact",
            "--db",
            folder.resolve("people").toString(),
            "--file",
            folder.resolve("people.edn").toString()),
        dfdb::err);
    databases = databases();
  }

  /** The RocksDB databases in the folder of the test. */
  private Set<String> databases() throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> Files.exists(each.resolve("CURRENT")))
          .map(each -> String.valueOf(each.getFileName()))
          .collect(Collectors.toSet());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleOfTheHelpRuns() {
    return commands()
        .flatMap(command -> examples(command).stream()
            .map(example -> DynamicTest.dynamicTest(example, () -> run(example))));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleOfTheGuideRuns() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "command-line.md"));
    return guide
        .lines()
        .filter(line -> line.startsWith("dfdb ") && !line.startsWith("dfdb as of"))
        .map(example -> DynamicTest.dynamicTest(example, () -> run(example)));
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHasExamples() {
    return commands()
        .map(command -> DynamicTest.dynamicTest(
            command.getCommandName(),
            () -> assertFalse(examples(command).isEmpty(), "has no example")));
  }

  private Stream<CommandLine> commands() {
    return Main.commandLine(
            dfdb.console(), new DfdbCommand(), new ErrorReport(dfdb.console(), false))
        .getSubcommands()
        .values()
        .stream()
        .distinct()
        .flatMap(command -> command.getSubcommands().isEmpty()
            ? Stream.of(command)
            : command.getSubcommands().values().stream());
  }

  private static List<String> examples(CommandLine command) {
    String help = command
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(200)
        .getUsageMessage();
    return help.lines()
        .filter(line -> line.startsWith("  dfdb "))
        .map(String::strip)
        .toList();
  }

  private void run(String example) throws IOException {
    List<String> words = words(example);
    String from = redirected("<", words);
    if (from != null) {
      dfdb.input(Files.readAllBytes(Path.of(from)));
    }
    String into = redirected(">", words);
    for (String word : words) {
      if (word.startsWith("postgresql:") || word.startsWith("foundationdb:")) {
        assertFalse(Dfdb.configuration(word).isEmpty());
        return; // whether there is such a server is not for this test to say
      }
      if (word.startsWith("s3:")) {
        try (BackupTarget bucket = BackupTarget.at(word)) {
          assertEquals(word.replaceFirst("[?].*", ""), bucket.location());
        }
        return;
      }
    }
    assertEquals(0, dfdb.with(words.subList(1, words.size()).toArray(String[]::new)), dfdb::err);
    checkWhatItMade(words);
    if (into != null) {
      Files.write(Path.of(into), dfdb.bytes());
    }
  }

  /** A database is begun only where the example names one, and a namespace is one. */
  private void checkWhatItMade(List<String> words) throws IOException {
    for (String word : words) {
      int sign = word.startsWith(String.valueOf(folder)) ? word.indexOf('#') : -1;
      if (sign >= 0) {
        Map<String, ?> config = Dfdb.configuration("rocksdb:" + word.substring(0, sign));
        assertEquals(List.of(word.substring(sign + 1)), Dfdb.listNamespaces(config));
      }
    }
    Set<String> found = databases();
    for (String made : found) {
      boolean isNamed = words.contains("rocksdb:" + folder.resolve(made))
          || words.contains(folder.resolve(made).toString());
      assertTrue(isNamed || databases.contains(made), made);
    }
    databases = found;
  }

  /** Takes the redirection at the end of a line away; null if there is none. */
  private static @Nullable String redirected(String sign, List<String> words) {
    int place = words.indexOf(sign);
    if (place < 0) {
      return null;
    }
    String file = words.get(place + 1);
    words.subList(place, words.size()).clear();
    return file;
  }

  /** Takes a line apart as a shell does, and moves its files into the folder of the test. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    boolean wasQuoted = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '\'') {
        isQuoted = !isQuoted;
        wasQuoted = true;
      } else if (c == ' ' && !isQuoted) {
        if (word.length() > 0) {
          words.add(wasQuoted ? word.toString() : moved(word.toString()));
        }
        word.setLength(0);
        wasQuoted = false;
      } else {
        word.append(c);
      }
    }
    return words;
  }

  private String moved(String word) {
    if (word.equals("dfdb")
        || word.startsWith("-")
        || word.matches("[<>]")
        || word.matches("\\d.*")) {
      return word;
    }
    if (word.startsWith("rocksdb:")) {
      return "rocksdb:" + folder.resolve(word.substring("rocksdb:".length()));
    }
    boolean isFile = word.startsWith("people")
        || word.matches(".*[.](edn|csv|jsonl?|jfr|backup)")
        || word.startsWith("report")
        || word.startsWith("my-");
    return isFile && !StorageUri.hasScheme(word) ? folder.resolve(word).toString() : word;
  }
}
