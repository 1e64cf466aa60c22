package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The habits of CONTRIBUTING.md that a machine can check, over the sources of all modules. */
class SourceHabitsTest {
  private static final int MAX_LINES = 500;
  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Data)");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  // Applications: nobody links against what is public in them.
  private static final Set<String> NOT_LIBRARIES = Set.of("cli", "benchmarks");

  @Test
  void noClassIsLongerThanAReaderHolds() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path source : sources()) {
      long lines = Files.readString(source).lines().count();
      if (lines > MAX_LINES) {
        tooLong.add(source + ": " + lines + " lines");
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void noClassIsNamedAfterNothing() throws IOException {
    assertEquals(
        List.of(),
        sources().stream()
            .filter(source -> EMPTY_NAME
                .matcher(source.getFileName().toString().replace(".java", ""))
                .matches())
            .toList());
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    List<Path> unfinished = new ArrayList<>();
    for (Path source : sources()) {
      if (!source.endsWith("SourceHabitsTest.java")
          && UNFINISHED.matcher(Files.readString(source)).find()) {
        unfinished.add(source);
      }
    }
    assertEquals(List.of(), unfinished);
  }

  @Test
  void everythingPublicHasAComment() throws IOException {
    List<Path> api = sources().stream()
        .filter(source -> source.startsWith(module(source).resolve("src/main")))
        .filter(source -> !NOT_LIBRARIES.contains(module(source).getFileName().toString()))
        .filter(source -> !source.toString().contains("internal"))
        .toList();
    assertFalse(api.isEmpty());

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task = (JavacTask) compiler.getTask(
          null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(api));
      Uncommented uncommented = new Uncommented(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        uncommented.scan(unit, null);
      }
      assertEquals(List.of(), uncommented.found);
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path sourceRoot : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.isDirectory(sourceRoot)) {
          try (Stream<Path> files = Files.walk(sourceRoot)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    assertFalse(sources.isEmpty());
    return sources;
  }

  /** Of {@code ../core/src/…}, {@code ../core}. */
  private static Path module(Path source) {
    return source.subpath(0, 2);
  }

  /** Collects what a user of the library can name but has no comment to read about. */
  private static final class Uncommented extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> found = new ArrayList<>();

    Uncommented(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (!isVisible(type.getModifiers())) {
        return null;
      }
      check(type.getSimpleName());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      // A record's compact constructor says what its components already said.
      boolean compact =
          method.getName().contentEquals("<init>") && enclosing().getKind() == Tree.Kind.RECORD;
      if (isVisible(method.getModifiers()) && !isOverride(method) && !compact) {
        check(method.getName());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void none) {
      // The parser gives a record's components as private fields.
      if (isVisible(field.getModifiers())) {
        check(field.getName());
      }
      return null;
    }

    private void check(CharSequence name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long position =
            docs.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
        found.add(unit.getSourceFile().getName()
            + ":"
            + unit.getLineMap().getLineNumber(position)
            + " "
            + name);
      }
    }

    private boolean isVisible(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (isInterfaceMember() && !flags.contains(Modifier.PRIVATE));
    }

    private boolean isInterfaceMember() {
      TreePath parent = getCurrentPath().getParentPath();
      return parent.getLeaf().getKind() == Tree.Kind.INTERFACE
          || parent.getLeaf().getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    private ClassTree enclosing() {
      return (ClassTree) getCurrentPath().getParentPath().getLeaf();
    }

    private static boolean isOverride(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .map(AnnotationTree::getAnnotationType)
          .anyMatch(type -> type.toString().equals("Override"));
    }
  }
}
