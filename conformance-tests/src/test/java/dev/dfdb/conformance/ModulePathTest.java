package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The other tests run on the class path; this one asks whether the module declares enough. */
class ModulePathTest {
  private static final String SUITE = "dev.dfdb.conformance";

  @Test
  void theSuiteLinksAsANamedModule() throws ClassNotFoundException {
    ModuleFinder classPath = ModuleFinder.of(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toArray(Path[]::new));
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(classPath, ModuleFinder.of(), Set.of(SUITE));
    Module suite = ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
        .layer()
        .findModule(SUITE)
        .orElseThrow();

    Class<?> base = suite.getClassLoader().loadClass(StorageConformance.class.getName());

    assertEquals(suite, base.getModule());
    assertTrue(base.getMethods().length > 0);
  }
}
