package dev.dfdb.internal.pull;

import dev.dfdb.internal.entity.EntityReader;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A step for each attribute that wildcards have met in one pull. They have no rows: what was found
 * by them is kept with the wildcard. Used by one thread.
 */
final class WildcardSteps {

  private final DatomSource source;
  private final Node parts;
  private final EntityRows attributes = new EntityRows();
  private final List<Step> steps = new ArrayList<>();

  /**
   * None met yet.
   *
   * @param parts what is pulled of components
   */
  WildcardSteps(DatomSource source, Node parts) {
    this.source = source;
    this.parts = parts;
  }

  /** The step for an attribute. */
  Step of(long attribute) {
    int row = attributes.add(attribute);
    if (row == steps.size()) {
      steps.add(step(attribute));
    }
    return steps.get(row);
  }

  private Step step(long id) {
    Attribute attribute = EntityReader.attribute(source, id);
    return new Step(
        Access.forward(attribute, PullElement.Values.DEFAULT_LIMIT),
        Output.plain(attribute.ident()),
        attribute.isRef() && attribute.component() ? parts : null,
        Step.NO_BOUND);
  }
}
