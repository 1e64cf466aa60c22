package dev.dfdb.events;

import java.util.Optional;

/**
 * The parts of a stream's name, as Message DB has them: {@code category-id}, where the id may be
 * {@code cardinalId+rest}.
 *
 * @param name the whole name
 */
public record StreamName(String name) {

  /** What stands before the first hyphen; the whole name if there is none. */
  public String category() {
    int end = name.indexOf('-');
    return end < 0 ? name : name.substring(0, end);
  }

  /** What stands after the first hyphen; empty if there is none. */
  public Optional<String> id() {
    int end = name.indexOf('-');
    return end < 0 ? Optional.empty() : Optional.of(name.substring(end + 1));
  }

  /** The id up to its first plus sign; empty if there is no id. */
  public Optional<String> cardinalId() {
    return id().map(id -> {
      int end = id.indexOf('+');
      return end < 0 ? id : id.substring(0, end);
    });
  }

  /** Whether it is the name of a category: it has no hyphen. */
  public boolean isCategory() {
    return name.indexOf('-') < 0;
  }
}
