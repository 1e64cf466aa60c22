package dev.dfdb.benchmarks.query;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** 20,000 people, and the queries that most programs ask most of the time. */
public final class PeopleWorkload implements Workload {

  /** How many people there are if nobody says. */
  static final int PEOPLE = 20_000;

  private static final List<String> NAMES =
      List.of("Ivan", "Petr", "Sergei", "Oleg", "Yuri", "Dmitry", "Fedor", "Denis");
  private static final List<String> LAST_NAMES =
      List.of("Ivanov", "Petrov", "Sidorov", "Kovalev", "Kuznetsov", "Voronoi");

  private final int people;

  /** 20,000 people. */
  public PeopleWorkload() {
    this(PEOPLE);
  }

  /** So many people. */
  PeopleWorkload(int people) {
    this.people = people;
  }

  @Override
  public String name() {
    return "a people";
  }

  @Override
  public String identity() {
    return ":person/id";
  }

  @Override
  public String schema() {
    return Schema.of(
        "person/id long identity",
        "person/name string indexed",
        "person/last-name string indexed",
        "person/sex keyword indexed",
        "person/age long indexed",
        "person/salary long indexed");
  }

  @Override
  public void transactions(Consumer<List<Object>> sink) {
    SplittableRandom random = new SplittableRandom(1);
    Batches batches = new Batches(sink);
    for (long id = 0; id < people; id++) {
      batches.add(Map.of(
          ":db/id", "p" + id,
          ":person/id", id,
          ":person/name", NAMES.get(random.nextInt(NAMES.size())),
          ":person/last-name", LAST_NAMES.get(random.nextInt(LAST_NAMES.size())),
          ":person/sex", random.nextBoolean() ? ":male" : ":female",
          ":person/age", random.nextLong(100),
          ":person/salary", random.nextLong(100_000)));
    }
    batches.end();
  }

  @Override
  public List<Question> questions() {
    List<Object> someone = List.of(":person/id", 4711L);
    return List.of(
        Question.of("one clause by value", "[:find ?e :where [?e :person/name \"Ivan\"]]"),
        Question.of(
            "one person by id",
            "[:find ?name . :in $ ?id :where [?e :person/id ?id] [?e :person/name ?name]]",
            4711L),
        Question.of(
            "two clauses",
            "[:find ?e ?age :where [?e :person/name \"Ivan\"] [?e :person/age ?age]]"),
        Question.of("three clauses", """
            [:find ?e ?age :where [?e :person/name "Ivan"] [?e :person/age ?age]
             [?e :person/sex :male]]"""),
        Question.of("four clauses", """
            [:find ?e ?last ?age :where [?e :person/name "Ivan"] [?e :person/last-name ?last]
             [?e :person/age ?age] [?e :person/sex :male]]"""),
        Question.of("join by value", """
            [:find ?a1 ?s2 :where [?e1 :person/id ?i1] [(< ?i1 20)] [?e1 :person/age ?a1]
             [?e2 :person/age ?a1] [?e2 :person/salary ?s2]]"""),
        Question.of(
            "range predicate", "[:find ?e ?s :where [?e :person/salary ?s] [(> ?s 50000)]]"),
        Question.of(
            "narrow range",
            "[:find ?e ?s :where [?e :person/salary ?s] [(>= ?s 50000)] [(< ?s 50500)]]"),
        Question.of(
            "predicate by input",
            "[:find ?e ?s :in $ ?min :where [?e :person/salary ?s] [(> ?s ?min)]]",
            50_000L),
        Question.of(
            "collection input",
            "[:find ?e ?age :in $ [?id ...] :where [?e :person/id ?id] [?e :person/age ?age]]",
            List.of(1L, 500L, 1_000L, 5_000L, 10_000L, 15_000L, 19_999L)),
        Question.of("grouped average", """
            [:find ?name (avg ?salary) (count ?e) :where [?e :person/name ?name]
             [?e :person/salary ?salary]]""".replace("?e)", "?p)").replace("[?e ", "[?p ")),
        new Question.Pull("pull of one", "[:person/name :person/last-name :person/age]", someone),
        Question.of("pull of many", """
            [:find (pull ?p [:person/id :person/name :person/age :person/salary])
             :where [?p :person/age 33]]"""),
        new Question.Read(
            "entity access",
            someone,
            List.of(":person/name", ":person/last-name", ":person/age", ":person/salary")));
  }
}
