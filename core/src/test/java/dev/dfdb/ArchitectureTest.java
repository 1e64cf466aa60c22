package dev.dfdb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The direction in which the packages of this module may depend on each other. */
class ArchitectureTest {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final JavaClasses CORE = new ClassFileImporter().importPath(CLASSES);

  /** From the API down: a package may use those of later layers, never of its own or earlier. */
  private static final List<Layer> LAYERS = List.of(
      new Layer("dev.dfdb.datalog"),
      new Layer("dev.dfdb"),
      new Layer("dev.dfdb.internal.query..", "dev.dfdb.internal.transaction.."),
      new Layer("dev.dfdb.internal.pull..", "dev.dfdb.internal.namespace.."),
      new Layer("dev.dfdb.internal.entity..", "dev.dfdb.replication.."),
      new Layer("dev.dfdb.internal.index..", "dev.dfdb.internal.form.."),
      new Layer("dev.dfdb.internal.limit..", "dev.dfdb.internal.page.."),
      new Layer("dev.dfdb.codec.."),
      new Layer("dev.dfdb.internal.record.."),
      new Layer("dev.dfdb.storage..", "dev.dfdb.datom.."),
      new Layer("dev.dfdb.edn..", "dev.dfdb.observe.."),
      new Layer("dev.dfdb.error.."));

  private record Layer(List<String> packages) {
    Layer(String... packages) {
      this(List.of(packages));
    }
  }

  @TestFactory
  Stream<DynamicTest> noPackageDependsOnALayerAboveIt() {
    return IntStream.range(1, LAYERS.size())
        .boxed()
        .flatMap(layer -> LAYERS.get(layer).packages().stream()
            .map(name -> dynamicTest(
                name,
                () -> noClasses()
                    .that()
                    .resideInAPackage(name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packagesAboveOrBeside(layer, name))
                    .allowEmptyShould(true)
                    .check(CORE))));
  }

  private static String[] packagesAboveOrBeside(int layer, String name) {
    return LAYERS.subList(0, layer + 1).stream()
        .flatMap(above -> above.packages().stream())
        .filter(other -> !other.equals(name))
        .toArray(String[]::new);
  }

  @Test
  void everyClassBelongsToALayer() {
    classes()
        .should()
        .resideInAnyPackage(
            LAYERS.stream().flatMap(layer -> layer.packages().stream()).toArray(String[]::new))
        .check(CORE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void exactlyThePublicPackagesOutsideInternalAreExported() {
    ModuleDescriptor module =
        ModuleFinder.of(CLASSES).find("dev.dfdb.core").orElseThrow().descriptor();
    Set<String> exported = module.exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> publicOutsideInternal = CORE.stream()
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaClass::getPackageName)
        .filter(name -> !name.contains(".internal"))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(publicOutsideInternal, exported);
  }

  @Test
  void nothingWritesToTheStandardStreams() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  @Test
  void nothingUsesJavaUtilLogging() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CORE);
  }
}
