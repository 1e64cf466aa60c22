package dev.dfdb.internal.query.solve;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.ast.Blank;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Term;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code [?a :attribute+ ?b]} and {@code [?a :attribute+ ?b :max-depth 3]}: patterns whose
 * attribute is written with a plus sign at its end, unless there is an attribute of that very name.
 */
final class TransitiveBuilder {

  private static final Keyword MAX_DEPTH = Keyword.of("max-depth");
  private static final String EXPECTED =
      "[?a :attribute+ ?b], or [?a :attribute+ ?b :max-depth 3] with a whole number from 1";

  private final Clause.DataPattern clause;

  TransitiveBuilder(Clause.DataPattern clause) {
    this.clause = clause;
  }

  /** The attribute that the pattern follows; null if it is a plain one. */
  @Nullable
  Attribute followed(DatomSource source) {
    Attribute followed = unchecked(source);
    if (followed != null && !followed.isRef()) {
      throw error("Only a reference can be followed", Map.of("attribute", followed.ident()));
    }
    if (followed == null
        && clause.terms().size() > 3
        && clause.terms().get(3).equals(new Constant(MAX_DEPTH))) {
      throw error(":max-depth is for an attribute that is followed", Map.of("expected", EXPECTED));
    }
    if (followed != null) {
      // Checked whatever the ends are, so that a mistake shows with any data.
      maxDepth();
    }
    return followed;
  }

  private @Nullable Attribute unchecked(DatomSource source) {
    if (!(clause.terms().get(1) instanceof Constant constant)
        || !(constant.value() instanceof Keyword ident)
        || !ident.name().endsWith("+")
        || ident.name().length() == 1
        || source.attribute(ident) != null) {
      return null;
    }
    String name = ident.name().substring(0, ident.name().length() - 1);
    return source.attribute(Keyword.of(ident.namespace(), name));
  }

  /** The goal, once the ends are resolved. */
  Goal goal(DatomSource source, Attribute attribute, Term from, Term to) {
    return new TransitiveGoal(source, attribute.id(), from, to, maxDepth(), clause.origin());
  }

  /** What stands where the value of a pattern does. */
  Term to() {
    return clause.terms().size() > 2 ? clause.terms().get(2) : Blank.BLANK;
  }

  private long maxDepth() {
    List<Term> terms = clause.terms();
    if (terms.size() <= 3) {
      return Long.MAX_VALUE;
    }
    if (terms.size() == 5
        && terms.get(3).equals(new Constant(MAX_DEPTH))
        && terms.get(4) instanceof Constant constant
        && constant.value() instanceof Long depth
        && depth > 0) {
      return depth;
    }
    throw error(
        "What stands behind the ends of a followed attribute is no depth",
        Map.of("expected", EXPECTED));
  }

  private QueryException error(String summary, Map<String, ?> context) {
    return clause.origin().error(summary, context);
  }
}
