package dev.dfdb.conformance;

/**
 * Many databases in one storage, on every backend: apart from each other, whatever their names are,
 * and none left half made, half copied or half deleted. A backend passes
 * {@link DatabaseConformance} first; then a subclass of this with the same fixture.
 *
 * <p>The system property {@code dfdb.namespaces.count} says how many are used in turn,
 * {@code dfdb.namespaces.courses} how many random courses are run, {@code dfdb.namespaces.seed}
 * which one is the first, {@code dfdb.namespaces.fault-step} at which writes a store fails: at
 * each, or each second, and so on.
 */
public abstract class NamespaceConformance extends LayerConformance
    implements NamespaceRules, OpenNamespaceRules, NamespaceCourseRules, NamespaceFaultRules {

  /** For subclasses. */
  protected NamespaceConformance() {}
}
