package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A call, in the body of a rule, of a rule that leads back to it.
 *
 * @param rule the rule called
 * @param source its default source, as the calling body names it
 * @param arguments different variables
 * @param origin where it was written
 */
record RecursiveCall(String rule, SourceName source, List<Variable> arguments, Origin origin) {

  /** Which arguments are among the bound variables, by position. */
  List<Boolean> mode(Set<Variable> bound) {
    return arguments.stream().map(bound::contains).toList();
  }

  /** The arguments whose position is bound, or isn't, in a mode. */
  List<Variable> arguments(List<Boolean> mode, boolean bound) {
    List<Variable> chosen = new ArrayList<>();
    for (int i = 0; i < mode.size(); i++) {
      if (mode.get(i) == bound) {
        chosen.add(arguments.get(i));
      }
    }
    return chosen;
  }
}
