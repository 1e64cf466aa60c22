package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Located;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.ast.Input;
import dev.dfdb.internal.query.ast.Page;
import dev.dfdb.internal.query.ast.Query;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses queries. */
public final class QueryParser {

  private QueryParser() {}

  /**
   * Parses a query: EDN text, or its vector or map form as Java objects. In Java objects, any
   * clause and any part of the map form may itself be EDN text.
   *
   * @throws SyntaxException if a text isn't EDN
   * @throws QueryException if it isn't a query
   */
  public static Query parse(Object query) {
    if (query instanceof String text) {
      Located located = Edn.readLocated(text);
      return parse(located.form(), located);
    }
    return parse(query, null);
  }

  private static Query parse(@Nullable Object form, @Nullable Located text) {
    Sections sections = Sections.of(form, new Place("query", text));
    if (!sections.has("find")) {
      throw new Place("query", text).error("A query needs :find", form, "[:find ?x :where ...]");
    }
    Find find = FindParser.parse(sections, text);
    List<Variable> with = Forms.variables(sections.get("with"), new Place(":with", text));
    List<Input> inputs = inputs(sections, new Place(":in", text));
    List<Clause> where = new ClauseParser(SourceName.DEFAULT)
        .parseAll(sections.get("where"), new Place(":where", text));
    Page page = new PageParser(find, sections, text).parse();
    return new Query(find, List.copyOf(with), inputs, where, page, keepsOrder(sections, text));
  }

  private static boolean keepsOrder(Sections sections, @Nullable Located text) {
    if (!sections.has("keep-order")) {
      return false;
    }
    List<@Nullable Object> given = sections.get("keep-order");
    if (given.size() == 1 && given.get(0) instanceof Boolean keeps) {
      return keeps;
    }
    throw new Place(":keep-order", text).error("Neither true nor false", given, "one of these");
  }

  private static List<Input> inputs(Sections sections, Place place) {
    if (!sections.has("in")) {
      return List.of(new Input.Source(SourceName.DEFAULT));
    }
    List<Input> inputs = new ArrayList<>();
    Set<Object> named = new HashSet<>();
    for (Object form : sections.get("in")) {
      boolean isName = Forms.isSource(form) || Forms.isSymbol(form, "%") || Forms.isName(form);
      if (isName && !named.add(form)) {
        throw place.error("An input stands twice", form, "each source, pattern and % once");
      }
      inputs.add(input(form, place));
    }
    return List.copyOf(inputs);
  }

  private static Input input(@Nullable Object form, Place place) {
    if (Forms.isSymbol(form, "%")) {
      return new Input.Rules();
    }
    if (form instanceof Symbol symbol && Forms.isSource(form)) {
      return new Input.Source(Forms.source(symbol));
    }
    if (Forms.isName(form)) {
      return new Input.Pattern(String.valueOf(form));
    }
    return new Input.Values(BindingParser.parse(form, place), place.origin(form));
  }
}
