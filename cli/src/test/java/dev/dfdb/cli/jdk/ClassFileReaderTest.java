package dev.dfdb.cli.jdk;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read from the class files is what reflection says of the classes: of every class. */
class ClassFileReaderTest {

  private final Map<String, ClassFacts> files = new HashMap<>();
  private final Map<String, ClassFacts> reflected = new HashMap<>();

  private record Pair(ClassFacts file, ClassFacts reflected) {}

  @Test
  void classFilesAndReflectionAgreeOnEveryClassOfEveryModule() throws IOException {
    RuntimeImage image = RuntimeImage.open(Set.of());
    for (String module : image.modulesWithClasses()) {
      image.classNames(module).forEach(name -> files.put(name, image.classFacts(module, name)));
    }
    new ReflectedRuntime(Set.of()).forEach(facts -> reflected.put(facts.name(), facts));
    assertEquals(image.classCount(), files.size());
    assertEquals(files.keySet(), reflected.keySet());

    Map<Agreement, List<Pair>> pairs = files.values().stream()
        .map(file -> new Pair(file, reflected.getOrDefault(file.name(), file)))
        .collect(groupingBy(pair -> Agreement.of(pair.file, pair.reflected, this::isEvent)));

    assertEquals(List.of(), pairs.getOrDefault(Agreement.DIFFERENT, List.of()));
    int explained = pairs.getOrDefault(Agreement.FIELDS_HIDDEN, List.of()).size()
        + pairs.getOrDefault(Agreement.EVENT_EXTENDED, List.of()).size();
    assertTrue(explained < 200, pairs::toString);
  }

  private boolean isEvent(String name) {
    for (@Nullable ClassFacts type = files.get(name); type != null; type = superclass(type)) {
      if (type.name().equals(Agreement.EVENT)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable ClassFacts superclass(ClassFacts type) {
    return type.superclass() == null ? null : files.get(type.superclass());
  }
}
