package dev.dfdb.cli.jdk;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads the facts of a class from its class file, without loading the class. */
final class ClassFileReader extends ClassVisitor {

  private static final int ASM_API = Opcodes.ASM9;
  private static final int SKIP_ALL_CODE =
      ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  /** The flags a class may carry; a JVM ignores all others. */
  private static final int CLASS_FLAGS = Opcodes.ACC_PUBLIC
      | Opcodes.ACC_FINAL
      | Opcodes.ACC_INTERFACE
      | Opcodes.ACC_ABSTRACT
      | Opcodes.ACC_SYNTHETIC
      | Opcodes.ACC_ANNOTATION
      | Opcodes.ACC_ENUM;

  /** The flags a nested class may carry. */
  private static final int NESTED_CLASS_FLAGS =
      CLASS_FLAGS | Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED | Opcodes.ACC_STATIC;

  private String internalName = "";
  private @Nullable String superclass;
  private List<String> interfaces = List.of();
  private int modifiers;
  private boolean record;
  private boolean sealed;
  private boolean deprecated;
  private int methods;
  private int constructors;
  private int fields;

  private ClassFileReader() {
    super(ASM_API);
  }

  /**
   * The facts of one class.
   *
   * @param module the module the class file was found in
   * @throws IllegalArgumentException if the class file is of a version newer than ASM knows
   */
  static ClassFacts read(String module, byte[] classFile) {
    ClassFileReader reader = new ClassFileReader();
    new ClassReader(classFile).accept(reader, SKIP_ALL_CODE);
    return reader.facts(module);
  }

  private ClassFacts facts(String module) {
    return new ClassFacts(
        module,
        binaryName(internalName),
        kind(),
        modifiers,
        sealed,
        deprecated,
        Modifier.isInterface(modifiers) || superclass == null ? null : binaryName(superclass),
        interfaces.stream().map(ClassFileReader::binaryName).toList(),
        methods,
        constructors,
        fields);
  }

  private ClassKind kind() {
    if ((modifiers & Opcodes.ACC_ANNOTATION) != 0) {
      return ClassKind.ANNOTATION;
    }
    if (Modifier.isInterface(modifiers)) {
      return ClassKind.INTERFACE;
    }
    if ((modifiers & Opcodes.ACC_ENUM) != 0 && "java/lang/Enum".equals(superclass)) {
      return ClassKind.ENUM;
    }
    return record ? ClassKind.RECORD : ClassKind.CLASS;
  }

  private static String binaryName(String internalName) {
    return internalName.replace('/', '.');
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaceNames) {
    internalName = name;
    modifiers = access & CLASS_FLAGS;
    record = (access & Opcodes.ACC_RECORD) != 0;
    superclass = superName;
    interfaces = interfaceNames == null ? List.of() : Arrays.asList(interfaceNames);
  }

  /** A nested class is private, protected or static only here: its own flags can't say so. */
  @Override
  public void visitInnerClass(
      String name, @Nullable String outerName, @Nullable String innerName, int access) {
    if (name.equals(internalName)) {
      modifiers = access & NESTED_CLASS_FLAGS;
    }
  }

  @Override
  public void visitPermittedSubclass(String permittedSubclass) {
    sealed = true;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    deprecated |= descriptor.equals("Ljava/lang/Deprecated;");
    return null;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    fields++;
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    switch (name) {
      case "<init>" -> constructors++;
      case "<clinit>" -> {
        // The static initialiser is code, not a member.
      }
      default -> methods++;
    }
    return null;
  }
}
