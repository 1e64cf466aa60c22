package dev.dfdb.cli.edn;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the inputs of a query in the order of its {@code :in}. */
public final class QueryInputs {

  private static final Keyword IN = Keyword.of("in");
  private static final Symbol RULES = Symbol.of("%");
  private static final Symbol DATABASE = Symbol.of("$");

  private QueryInputs() {}

  /**
   * The inputs after the database.
   *
   * @param query as EDN
   * @param given each as EDN
   * @param rules what {@code %} stands for; null if they are among the others
   * @throws dev.dfdb.error.SyntaxException if a text is no EDN
   */
  public static @Nullable Object[] of(String query, List<String> given, @Nullable String rules) {
    List<@Nullable Object> inputs = new ArrayList<>();
    given.forEach(input -> inputs.add(Edn.read(input)));
    if (rules == null) {
      return inputs.toArray();
    }
    int place = 0;
    for (Object name : names(Edn.read(query))) {
      if (RULES.equals(name)) {
        inputs.add(Math.min(place, inputs.size()), rules);
        break;
      }
      place += DATABASE.equals(name) ? 0 : 1;
    }
    return inputs.toArray();
  }

  /** Whether a query names rules among its inputs. */
  public static boolean namesRules(@Nullable Object query) {
    return names(query).contains(RULES);
  }

  private static Collection<?> names(@Nullable Object query) {
    if (query instanceof Map<?, ?> map) {
      return map.get(IN) instanceof Collection<?> names ? names : List.of();
    }
    List<@Nullable Object> names = new ArrayList<>();
    if (query instanceof Collection<?> forms) {
      Iterator<?> form = forms.iterator();
      boolean isWithin = false;
      while (form.hasNext()) {
        Object next = form.next();
        if (next instanceof Keyword) {
          isWithin = IN.equals(next);
        } else if (isWithin) {
          names.add(next);
        }
      }
    }
    return names;
  }
}
