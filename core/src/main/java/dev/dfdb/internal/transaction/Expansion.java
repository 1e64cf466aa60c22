package dev.dfdb.internal.transaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Takes forms apart into steps. A call of a user's function is replaced by the forms it gives,
 * where it stood. Uses a queue of its own instead of recursion, so that depth is no limit.
 */
final class Expansion {

  private final FunctionCalls functions;
  private final List<Op> ops = new ArrayList<>();
  private final List<DimensionForm> dimensions = new ArrayList<>();
  private final MapForms maps;
  private final ListForms lists;

  Expansion(Names names, FunctionCalls functions) {
    this.functions = functions;
    this.maps = new MapForms(names, ops);
    this.lists = new ListForms(names, maps, ops);
  }

  /** The steps of all forms, in their order. */
  List<Op> expand(Collection<?> forms) {
    Deque<Iterator<?>> open = new ArrayDeque<>();
    open.push(forms.iterator());
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        continue;
      }
      Object form = open.element().next();
      if (form instanceof Map<?, ?> map) {
        maps.expand(map);
      } else if (form instanceof DimensionForm given) {
        dimensions.add(given);
      } else if (!(form instanceof List<?> list) || list.isEmpty()) {
        throw Refusal.of(
            "a transaction is made of maps and of lists such as [:db/add e a v]",
            "form",
            String.valueOf(form));
      } else if (ListForms.isBuiltIn(list)) {
        lists.expand(list);
      } else {
        open.push(functions.forms(list, open.size() - 1).iterator());
      }
    }
    lists.settle();
    return ops;
  }

  /** The dimensions of time among the forms that were taken apart. */
  List<DimensionForm> dimensions() {
    return dimensions;
  }
}
