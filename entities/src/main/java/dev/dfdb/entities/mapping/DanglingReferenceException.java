package dev.dfdb.entities.mapping;

/**
 * An entity that is saved refers to one that is not there, and is not set by the same changes.
 * Nothing was written.
 */
public final class DanglingReferenceException extends EntityException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param component the component that refers
   * @param type the class of the entity that is missing
   * @param id its id
   */
  public DanglingReferenceException(String component, Class<?> type, Object id) {
    super(
        "an entity refers to one that is not there; set that too, in the same changes or before",
        context("component", component, "type", type.getName(), "id", id),
        null);
  }
}
