package dev.dfdb.benchmarks.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** 1,000 accounts whose balances changed 100,000 times, asked as of times in between. */
public final class MomentWorkload implements Workload {

  private static final int ACCOUNTS = 1_000;
  private static final int TRANSACTIONS = 1_000;
  private static final int PER_TRANSACTION = 100;

  private static final Map<String, String> QUERIES = new TreeMap<>(Map.of(
      "balances of a branch",
      "[:find ?id ?b :where [?e :account/branch \"branch3\"] [?e :account/balance ?b]"
          + " [?e :account/id ?id]]",
      "sums by branch",
      "[:find ?br (sum ?b) :with ?e :where [?e :account/branch ?br] [?e :account/balance ?b]]",
      "the rich",
      "[:find ?id ?b :where [?e :account/balance ?b] [(> ?b 900000)] [?e :account/id ?id]]"));

  /** Makes nothing yet. */
  public MomentWorkload() {}

  @Override
  public String name() {
    return "e as of";
  }

  @Override
  public String identity() {
    return ":account/id";
  }

  @Override
  public String schema() {
    return Schema.of(
        "account/id long identity",
        "account/branch string indexed",
        "account/balance long indexed");
  }

  @Override
  public void transactions(Consumer<List<Object>> sink) {
    SplittableRandom random = new SplittableRandom(4);
    List<Object> accounts = new ArrayList<>();
    for (long id = 0; id < ACCOUNTS; id++) {
      accounts.add(Map.of(
          ":db/id",
          "a" + id,
          ":account/id",
          id,
          ":account/branch",
          "branch" + id % 20,
          ":account/balance",
          1_000L));
    }
    sink.accept(accounts);
    for (int i = 0; i < TRANSACTIONS; i++) {
      List<Object> forms = new ArrayList<>();
      long first = random.nextLong(ACCOUNTS);
      for (int j = 0; j < PER_TRANSACTION; j++) {
        List<Object> account = List.of(":account/id", (first + 7L * j) % ACCOUNTS);
        forms.add(List.of(":db/add", account, ":account/balance", random.nextLong(1_000_000)));
      }
      sink.accept(forms);
    }
  }

  @Override
  public List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (int moment : new int[] {100, 500, 900, 0}) {
      String when = moment == 0 ? " at present" : " as of " + moment;
      questions.add(new Question.Query(
          "one balance" + when,
          "[:find ?b . :in $ ?id :where [?e :account/id ?id] [?e :account/balance ?b]]",
          List.of(321L),
          moment));
      QUERIES.forEach(
          (name, text) -> questions.add(new Question.Query(name + when, text, List.of(), moment)));
    }
    return questions;
  }
}
