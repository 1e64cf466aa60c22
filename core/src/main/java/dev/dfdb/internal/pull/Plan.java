package dev.dfdb.internal.pull;

import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.entity.AttributeName;
import dev.dfdb.internal.entity.EntityReader;
import dev.dfdb.internal.form.Typos;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.pull.PullElement.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of a pattern, resolved for one database, for one pull. Used by one thread. */
final class Plan {

  private final DatomSource source;
  private final Transforms transforms;
  /** What is pulled of components: everything, and of their components again. */
  private final Node parts = new Node();

  private final WildcardSteps wildcards;
  private final Node root;

  /**
   * Resolves a pattern.
   *
   * @throws QueryException if it names an unknown function, or follows an attribute that is no
   *     reference, or names one that isn't declared where that has to be
   */
  Plan(PullPattern pattern, DatomSource source, Transforms transforms) {
    this.source = source;
    this.transforms = transforms;
    this.wildcards = new WildcardSteps(source, parts);
    parts.complete(List.of(wildcard()), new int[0]);
    this.root = node(pattern);
  }

  /** The pattern itself. */
  Node root() {
    return root;
  }

  /** What wildcards find. */
  WildcardSteps wildcards() {
    return wildcards;
  }

  /** As deep as the pattern is, which the parser bounds. */
  private Node node(PullPattern pattern) {
    if (pattern.elements().equals(List.of(new PullElement.Wildcard()))) {
      return parts;
    }
    Node node = new Node();
    List<Step> steps = new ArrayList<>();
    List<Integer> bounds = new ArrayList<>();
    for (PullElement element : pattern.elements()) {
      if (element instanceof PullElement.Values values) {
        steps.add(values(values, node, bounds));
      } else if (element instanceof PullElement.EntityId id) {
        Output output = new Output(id.key(), null, find(id.xform(), Builtin.DB_ID));
        steps.add(new Step(Access.ID, output, null, Step.NO_BOUND));
      } else {
        steps.add(wildcard());
      }
    }
    node.complete(steps, bounds.stream().mapToInt(Integer::intValue).toArray());
    return node;
  }

  private static Step wildcard() {
    return new Step(Access.WILDCARD, Output.plain(Builtin.DB_ID), null, Step.NO_BOUND);
  }

  private Step values(PullElement.Values element, Node node, List<Integer> bounds) {
    AttributeName name = element.name();
    Output output =
        new Output(element.key(), element.otherwise(), find(element.xform(), name.written()));
    Attribute attribute = source.attribute(name.ident());
    if (attribute == null) {
      checkOpen(name);
      return new Step(Access.NOWHERE, output, null, Step.NO_BOUND);
    }
    if (name.isReverse() || !(element.target() instanceof Target.Reference)) {
      EntityReader.checkRef(attribute, name);
    }
    Access access = name.isReverse()
        ? Access.reverse(attribute, element.limit())
        : Access.forward(attribute, element.limit());
    if (element.target() instanceof Target.Recursion recursion) {
      bounds.add(recursion.depth());
      return new Step(access, output, node, bounds.size() - 1);
    }
    if (element.target() instanceof Target.Nested nested) {
      return new Step(access, output, node(nested.pattern()), Step.NO_BOUND);
    }
    boolean isPart = attribute.isRef() && attribute.component() && !name.isReverse();
    return new Step(access, output, isPart ? parts : null, Step.NO_BOUND);
  }

  /** Checks that a database is open to attributes that it doesn't know. */
  private void checkOpen(AttributeName name) {
    if (source.isStrict()) {
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("attribute", name.written());
      Typos.meant(
              name.ident(), source.attributes().stream().map(Attribute::ident).toList())
          .ifPresent(meant -> context.put("did-you-mean", meant));
      context.put("expected", "an attribute that is declared, as schema-mode strict asks for");
      throw new QueryException("A pattern names an attribute that isn't declared", context);
    }
  }

  private @Nullable Function<Object, ? extends @Nullable Object> find(
      @Nullable Symbol xform, Object attribute) {
    return transforms.find(xform, attribute);
  }
}
