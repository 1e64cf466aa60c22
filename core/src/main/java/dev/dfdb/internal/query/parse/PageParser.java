package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Located;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Page;
import dev.dfdb.internal.query.ast.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code :order-by}, {@code :limit} and {@code :offset}. */
final class PageParser {

  private static final String EXPECTED =
      "elements of :find, each by itself or with a direction: ?a [(count ?b) :desc]";
  private static final Keyword ASCENDING = Keyword.of("asc");
  private static final Keyword DESCENDING = Keyword.of("desc");

  private final Find find;
  private final Sections sections;
  private final @Nullable Located text;

  PageParser(Find find, Sections sections, @Nullable Located text) {
    this.find = find;
    this.sections = sections;
    this.text = text;
  }

  Page parse() {
    return new Page(sorts(), amount("offset"), amount("limit"));
  }

  private List<Page.Sort> sorts() {
    if (!sections.has("order-by")) {
      return List.of();
    }
    Place place = new Place(":order-by", text);
    List<? extends @Nullable Object> forms = sections.get("order-by");
    if (forms.size() == 1
        && forms.get(0) instanceof List<?> all
        && !Forms.isCall(all)
        && !hasDirection(all)) {
      forms = all;
    }
    if (forms.isEmpty()) {
      throw place.error("An order by nothing", forms, EXPECTED);
    }
    List<Page.Sort> sorts = new ArrayList<>();
    for (Object form : forms) {
      sorts.add(
          form instanceof List<?> pair && hasDirection(pair)
              ? new Page.Sort(column(pair.get(0), place), isDescending(pair, place))
              : new Page.Sort(column(form, place), false));
    }
    return List.copyOf(sorts);
  }

  private static boolean hasDirection(List<?> form) {
    return form.size() == 2 && form.get(1) instanceof Keyword;
  }

  private static boolean isDescending(List<?> pair, Place place) {
    if (!ASCENDING.equals(pair.get(1)) && !DESCENDING.equals(pair.get(1))) {
      throw place.error("Not a direction of an order", pair, "[?a :asc] or [?a :desc]");
    }
    return DESCENDING.equals(pair.get(1));
  }

  private int column(@Nullable Object form, Place place) {
    for (int i = 0; i < find.elements().size(); i++) {
      Find.Element element = find.elements().get(i);
      boolean isIt = element instanceof Find.Plain
          ? Forms.isSymbol(form, element.variable().name())
          : element instanceof Find.Aggregate aggregate
              && form != null
              && form.equals(aggregate.origin().form());
      if (isIt) {
        return i;
      }
    }
    throw place.error("An order by what is no variable and no aggregate of :find", form, EXPECTED);
  }

  private @Nullable Term amount(String name) {
    if (!sections.has(name)) {
      return null;
    }
    Place place = new Place(":" + name, text);
    List<@Nullable Object> forms = sections.get(name);
    Object form = forms.size() == 1 ? forms.get(0) : forms;
    if (Forms.isVariable(form)) {
      return Forms.variable(form, place);
    }
    if (form instanceof Number) {
      Constant amount = Forms.constant(form, place);
      if (isAmount(amount.value())) {
        return amount;
      }
    }
    throw place.error(
        "Not a number of rows", form, "one number from 0, or a variable that is an input");
  }

  private static boolean isAmount(@Nullable Object value) {
    return value instanceof Long number && number >= 0;
  }
}
