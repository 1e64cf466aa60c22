package dev.dfdb.cli.jdk;

import java.lang.module.ModuleDescriptor;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a module declares, by name: see {@link ModuleDescriptor} for the meaning of each part.
 *
 * @param name its name
 * @param version its version, if it carries one
 * @param open whether all its packages are open
 * @param requires the modules it requires, each with the modifiers of the requirement
 * @param exports the packages it exports, each with the modules it exports to; none means all
 * @param opens the packages it opens, each with the modules it opens to; none means all
 * @param uses the service classes it looks up
 * @param provides the service classes it provides, each with its implementations
 * @param packages all its packages
 * @param mainClass the class that runs when the module is launched, if it names one
 */
public record ModuleFacts(
    String name,
    @Nullable String version,
    boolean open,
    Map<String, Set<RequiresModifier>> requires,
    Map<String, Set<String>> exports,
    Map<String, Set<String>> opens,
    Set<String> uses,
    Map<String, Set<String>> provides,
    Set<String> packages,
    @Nullable String mainClass) {

  /** How a module requires another. */
  public enum RequiresModifier {
    /** Whoever requires this module requires the other, too. */
    TRANSITIVE,
    /** Needed to compile, optional to run. */
    STATIC,
    /** Not written in the source, but implied by the language. */
    MANDATED,
    /** Added by the compiler. */
    SYNTHETIC
  }

  /** The facts a descriptor holds. */
  public static ModuleFacts of(ModuleDescriptor module) {
    return new ModuleFacts(
        module.name(),
        module.rawVersion().orElse(null),
        module.isOpen(),
        byName(
            module.requires(),
            ModuleDescriptor.Requires::name,
            required -> required.modifiers().stream()
                .map(modifier -> RequiresModifier.valueOf(modifier.name()))),
        byName(
            module.exports(),
            ModuleDescriptor.Exports::source,
            exported -> exported.targets().stream()),
        byName(module.opens(), ModuleDescriptor.Opens::source, opened -> opened.targets().stream()),
        module.uses(),
        byName(
            module.provides(),
            ModuleDescriptor.Provides::service,
            provided -> provided.providers().stream()),
        module.packages(),
        module.mainClass().orElse(null));
  }

  private static <T, U> Map<String, Set<U>> byName(
      Collection<T> declarations, Function<T, String> name, Function<T, Stream<U>> details) {
    return declarations.stream()
        .collect(Collectors.toUnmodifiableMap(
            name, declared -> details.apply(declared).collect(Collectors.toUnmodifiableSet())));
  }
}
