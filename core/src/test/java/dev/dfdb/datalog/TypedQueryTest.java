package dev.dfdb.datalog;

import static dev.dfdb.datalog.Condition.and;
import static dev.dfdb.datalog.Condition.atLeast;
import static dev.dfdb.datalog.Condition.atMost;
import static dev.dfdb.datalog.Condition.bind;
import static dev.dfdb.datalog.Condition.differ;
import static dev.dfdb.datalog.Condition.fact;
import static dev.dfdb.datalog.Condition.factOf;
import static dev.dfdb.datalog.Condition.factOrElse;
import static dev.dfdb.datalog.Condition.has;
import static dev.dfdb.datalog.Condition.lacks;
import static dev.dfdb.datalog.Condition.less;
import static dev.dfdb.datalog.Condition.not;
import static dev.dfdb.datalog.Condition.notJoin;
import static dev.dfdb.datalog.Condition.or;
import static dev.dfdb.datalog.Condition.refersTo;
import static dev.dfdb.datalog.Condition.rule;
import static dev.dfdb.datalog.Condition.test;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.QueryLimitException;
import dev.dfdb.internal.query.parse.QueryParser;
import dev.dfdb.storage.SortedMapStorage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries built in Java mean what their text means, and answer in types. */
class TypedQueryTest {

  private static final Attr<String> NAME = Attr.of(":p/name", String.class);
  private static final Attr<Long> AGE = Attr.of("p/age", Long.class);
  private static final Attr<Long> BOSS = Attr.ref(":p/boss");

  private final Var<Long> p = Var.entity("p");
  private final Var<Long> q = Var.entity("q");
  private final Var<String> name = Var.of("name", String.class);
  private final Var<Long> age = Var.of("age", Long.class);
  private final Var<Long> other = Var.of("other", Long.class);

  private final Connection connection = Dfdb.createDb(Map.of("storage", new SortedMapStorage()));

  @BeforeEach
  void people() {
    connection.transact("""
        [{:db/ident :p/boss :db/valueType :db.type/ref}
         {:db/ident :p/name :db/unique :db.unique/identity}]
        """);
    connection.transact("""
        [{:db/id "a" :p/name "Ada" :p/age 36 :p/boss "b"} {:db/id "b" :p/name "Bob" :p/age 52}
         {:p/name "Cy" :p/age 20 :p/boss "a"} {:p/name "Dee" :p/age 36}]
        """);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private static void assertMeans(String text, TypedQuery query) {
    assertEquals(
        QueryParser.parse(Objects.requireNonNull(Edn.read(text))),
        QueryParser.parse(query.form()),
        query::toString);
  }

  @Test
  void whatIsBuiltIsWhatIsWritten() {
    assertMeans(
        "{:find [?name (count ?p)] :in [$ ?age [?q ...] %] :with [?other]"
            + " :where [[?p :p/name ?name] [?p :p/age 5] [?p :p/age] [[:p/name \"Ada\"] :p/age ?other]"
            + " [?p :p/boss [:p/name \"Ada\"]] [(missing? $ ?p :p/age)] [(get-else $ ?p :p/age 0) ?other]"
            + " [(< ?age ?other)] [(< ?age 3)] [(<= ?age ?other)] [(>= ?age 3)] [(!= ?age ?other)]"
            + " [(starts-with? ?name \"A\")] [(+ ?age 1) ?other] (above ?p ?q)"
            + " (not [?p :p/age 1]) (not-join [?p] [?q :p/boss ?p])"
            + " (or [?p :p/age 1] (and [?p :p/age 2] [?p :p/boss ?q]))]"
            + " :order-by [[?name :asc] [(count ?p) :desc]] :limit [3] :offset [1]}",
        TypedQuery.find(name, Element.count(p))
            .given(age, 3L)
            .givenEach(q, List.of(1L))
            .rules("[]")
            .with(other)
            .where(
                fact(p, NAME, name),
                fact(p, AGE, 5L),
                has(p, AGE),
                factOf(List.of(NAME.ident(), "Ada"), AGE, other),
                refersTo(p, BOSS, List.of(NAME.ident(), "Ada")),
                lacks(p, AGE),
                factOrElse(p, AGE, 0L, other),
                less(age, other),
                less(age, 3L),
                atMost(age, other),
                atLeast(age, 3L),
                differ(age, other),
                test("starts-with?", name, "A"),
                bind(other, "+", age, 1L),
                rule("above", p, q),
                not(fact(p, AGE, 1L)),
                notJoin(List.of(p), fact(q, BOSS, p)),
                or(fact(p, AGE, 1L), and(fact(p, AGE, 2L), fact(p, BOSS, q))))
            .orderBy(name)
            .orderByDescending(Element.count(p))
            .limit(3)
            .offset(1));
  }

  @Test
  void valuesHaveTheTypesOfTheirVariables() {
    List<Row> rows = TypedQuery.find(name, age)
        .where(fact(p, NAME, name), fact(p, AGE, age), atLeast(age, 30L))
        .orderByDescending(age)
        .orderBy(name)
        .ask(connection.db());
    assertEquals(3, rows.size());
    String first = rows.get(0).get(name);
    Long oldest = rows.get(0).get(age);
    assertEquals("Bob 52", first + " " + oldest);
    assertThrows(IllegalArgumentException.class, () -> rows.get(0).get(other));
  }

  @Test
  void inputsHaveTheTypesOfTheirVariables() {
    TypedQuery older = TypedQuery.find(name)
        .where(fact(p, NAME, name), fact(p, AGE, age), less(other, age))
        .orderBy(name);
    assertEquals(2, older.given(other, 20L).limit(2).ask(connection.db()).size());
    assertEquals(1, older.given(other, 36L).ask(connection.db()).size());
    assertEquals(
        2,
        TypedQuery.find(p)
            .givenEach(age, Set.of(20L, 52L))
            .where(fact(p, AGE, age))
            .ask(connection.db())
            .size());
  }

  @Test
  void aggregatesAndPullsHaveTheirTypes() {
    Row row = TypedQuery.find(
            Element.count(p),
            Element.sum(age),
            Element.avg(age),
            Element.max(age),
            Element.min(name),
            Element.distinct(age),
            Element.countDistinct(age))
        .with(p)
        .where(fact(p, AGE, age), fact(p, NAME, name))
        .ask(connection.db())
        .get(0);
    Double average = row.get(Element.avg(age));
    assertEquals(36.0, average);
    assertEquals(144L, row.get(Element.sum(age)));
    assertEquals(4L, row.get(Element.count(p)));
    assertEquals(3L, row.get(Element.countDistinct(age)));
    assertEquals(52L, row.get(Element.max(age)));
    assertEquals("Ada", row.get(Element.min(name)));
    assertEquals(Set.of(20L, 36L, 52L), row.get(Element.distinct(age)));
    Element<Map<Object, Object>> pulled = Element.pull(p, "[:p/name]");
    assertEquals(
        Map.of(Keyword.of("p/name"), "Bob"),
        TypedQuery.find(pulled)
            .where(fact(p, AGE, 52L))
            .ask(connection.db())
            .get(0)
            .get(pulled));
  }

  @Test
  void rulesAndLimitsBelongToIt() {
    TypedQuery above = TypedQuery.find(name)
        .rules("[[(above ?x ?y) [?x :p/boss ?y]] [(above ?x ?y) [?x :p/boss ?z] (above ?z ?y)]]")
        .where(fact(p, NAME, "Cy"), rule("above", p, q), fact(q, NAME, name))
        .orderBy(name);
    assertEquals(
        List.of("Ada", "Bob"),
        above.ask(connection.db()).stream().map(row -> row.get(name)).toList());
    assertThrows(
        QueryLimitException.class,
        () -> above.within(query -> query.maxRows(1)).ask(connection.db()));
  }

  @Test
  void whatNoCompilerSeesIsSaidWhenItIsAsked() {
    assertThrows(
        QueryException.class,
        () -> TypedQuery.find(name).where(fact(p, AGE, age)).ask(connection.db()));
    assertThrows(IllegalArgumentException.class, () -> Var.entity("no name"));
    Attr<String> wrong = Attr.of(":p/age", String.class);
    List<Row> rows = TypedQuery.find(name).where(fact(p, wrong, name)).ask(connection.db());
    assertThrows(ClassCastException.class, () -> rows.get(0).get(name));
  }
}
