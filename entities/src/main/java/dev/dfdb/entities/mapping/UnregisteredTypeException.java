package dev.dfdb.entities.mapping;

import java.util.Collection;
import java.util.List;

/** A class was never registered as an entity type, or has no repository. */
public final class UnregisteredTypeException extends EntityException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final List<String> registered;

  /**
   * Creates the error.
   *
   * @param summary says of what kind the registration is
   * @param type the class that is not registered
   * @param registered those that are
   */
  public UnregisteredTypeException(
      String summary, Class<?> type, Collection<? extends Class<?>> registered) {
    super(summary, context("type", type.getName(), "registered", names(registered)), null);
    this.type = type.getName();
    this.registered = names(registered);
  }

  /** The name of the class that is not registered. */
  public String type() {
    return type;
  }

  /** The names of the classes that are, sorted. */
  public List<String> registered() {
    return registered;
  }

  private static List<String> names(Collection<? extends Class<?>> types) {
    return types.stream().map(Class::getName).sorted().toList();
  }
}
