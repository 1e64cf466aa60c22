package dev.dfdb.cli.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * A program that loads the classes of the modules named by its arguments, or of all, and writes to
 * its standard output what reflection says of each. Run by {@link ReflectedRuntime}.
 */
public final class ReflectionListing {

  private ReflectionListing() {}

  /** Runs the program. */
  public static void main(String[] modules) throws IOException {
    RuntimeImage image = RuntimeImage.open(Arrays.asList(modules));
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8)) {
      for (String name : image.modulesWithClasses()) {
        Module module = ModuleLayer.boot().findModule(name).orElseThrow();
        for (String type : image.classNames(name)) {
          out.println(FactsLine.write(ReflectedClass.facts(Class.forName(module, type))));
        }
      }
    }
  }
}
