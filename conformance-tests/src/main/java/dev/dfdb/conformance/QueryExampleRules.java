package dev.dfdb.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dfdb.conformance.query.ExampleDatabase;
import dev.dfdb.conformance.query.QueryExample;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Queries with answers that were found by thinking, and mistakes with what is said of them. */
interface QueryExampleRules extends DatabaseRules {

  @TestFactory
  default Stream<DynamicTest> everyExampleIsAnsweredAsItIsWritten() {
    Bench first = new Bench(anotherFixture());
    Bench second = new Bench(anotherFixture());
    DatabaseBench people = new DatabaseBench(first);
    DatabaseBench others = new DatabaseBench(second);
    ExampleDatabase database = new ExampleDatabase(people.connection(), others.connection());
    return QueryExample.all().stream()
        .map(example ->
            dynamicTest(example.file() + ": " + example.name(), () -> database.check(example)))
        .onClose(() -> {
          people.close();
          others.close();
          first.finish();
          second.finish();
          forgetLeaks();
        });
  }
}
