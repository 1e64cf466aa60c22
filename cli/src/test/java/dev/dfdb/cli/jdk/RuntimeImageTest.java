package dev.dfdb.cli.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuntimeImageTest {

  @Test
  void theModulesAreThoseOfTheSystemWithAllTheyDeclare() throws IOException {
    Map<String, ModuleFacts> system = ModuleFinder.ofSystem().findAll().stream()
        .map(module -> ModuleFacts.of(module.descriptor()))
        .collect(Collectors.toMap(ModuleFacts::name, Function.identity()));

    Map<String, ModuleFacts> read = RuntimeImage.open(Set.of()).modules().stream()
        .collect(Collectors.toMap(ModuleFacts::name, Function.identity()));

    assertEquals(system, read);
  }

  @Test
  void aChoiceOfModulesKeepsTheClassesOfThoseOnly() throws IOException {
    RuntimeImage image = RuntimeImage.open(Set.of("java.sql"));

    assertEquals(Set.of("java.sql"), image.modulesWithClasses());
    assertTrue(image.hasClass("java.sql.Connection"));
    assertFalse(image.hasClass("java.lang.Object"));
    assertTrue(image.hasModule("java.base"));
    assertEquals(image.classNames("java.sql").size(), image.classCount());
  }

  @Test
  void aModuleThatIsNotThereIsNamed() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RuntimeImage.open(Set.of("java.sqll")));

    assertEquals("this JDK has no module named java.sqll", e.getMessage());
  }

  @Test
  void theFingerprintDiffersWithTheChoiceAndWithNothingElse() throws IOException {
    String some = RuntimeImage.open(List.of("java.sql", "java.xml")).fingerprint();

    assertEquals(some, RuntimeImage.open(List.of("java.xml", "java.sql")).fingerprint());
    assertNotEquals(some, RuntimeImage.open(List.of("java.sql")).fingerprint());
  }
}
