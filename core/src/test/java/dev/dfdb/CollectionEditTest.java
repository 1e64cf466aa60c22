package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Transactions that change maps, vectors and sets which are values. */
class CollectionEditTest {

  private final TestDatabase db = new TestDatabase();

  private long entity(String value) {
    return db.transact("[{:db/id \"e\" :v " + value + " :name \"E\"}]").id("e");
  }

  private void becomes(String value, String forms, String result) {
    long e = entity(value);
    db.transact(forms.replace("?e", "" + e));
    assertEquals(Set.of(":v " + result, ":name \"E\""), db.facts(e));
  }

  private void refused(String value, String forms) {
    db.refused(forms.replace("?e", "" + entity(value)));
  }

  @Test
  void assocPutsAKeyIntoAMapOrReplacesAnElementOfAVector() {
    becomes("{:a 1}", "[[:db/assoc ?e :v :b 2]]", "{:a 1, :b 2}");
    becomes("{:a 1}", "[[:db/assoc ?e :v :a nil]]", "{:a nil}");
    becomes("[1 2]", "[[:db/assoc ?e :v 0 9]]", "[9 2]");
    becomes("[1 2]", "[[:db/assoc ?e :v 2 3]]", "[1 2 3]");
    refused("[1 2]", "[[:db/assoc ?e :v 3 4]]");
    refused("[1 2]", "[[:db/assoc ?e :v -1 4]]");
    refused("[1 2]", "[[:db/assoc ?e :v :a 4]]");
    refused("#{1}", "[[:db/assoc ?e :v 1 4]]");
    refused("\"text\"", "[[:db/assoc ?e :v 0 \"T\"]]");
  }

  @Test
  void dissocTakesAKeyFromAMapOrAnElementFromASet() {
    becomes("{:a 1 :b 2}", "[[:db/dissoc ?e :v :a]]", "{:b 2}");
    becomes("{:a 1}", "[[:db/dissoc ?e :v :a]]", "{}");
    becomes("{:a 1}", "[[:db/dissoc ?e :v :x]]", "{:a 1}");
    becomes("#{1 2}", "[[:db/dissoc ?e :v 1]]", "#{2}");
    refused("[1 2]", "[[:db/dissoc ?e :v 0]]");
  }

  @Test
  void conjAddsToVectorsSetsAndMaps() {
    becomes("[1]", "[[:db/conj ?e :v 1]]", "[1 1]");
    becomes("#{1}", "[[:db/conj ?e :v 2]]", "#{1 2}");
    becomes("{:a 1}", "[[:db/conj ?e :v [:b 2]]]", "{:a 1, :b 2}");
    becomes("{:a 1}", "[[:db/conj ?e :v {:a 0 :b 2}]]", "{:a 0, :b 2}");
    refused("{:a 1}", "[[:db/conj ?e :v 1]]");
    refused("7", "[[:db/conj ?e :v 1]]");
  }

  @Test
  void severalChangesInOneTransactionCombineInOrder() {
    becomes(
        "{:n 1}",
        "[[:db/assoc ?e :v :a 1] [:db/assoc ?e :v :a 2] [:db/assoc ?e :v :b 3] [:db/dissoc ?e :v :n]]",
        "{:a 2, :b 3}");
    becomes("[]", "[[:db/conj ?e :v 1] [:db/conj ?e :v 2] [:db/assoc ?e :v 0 :x]]", "[:x 2]");
  }

  @Test
  void oneTransactionReplacesTheValueOnce() {
    long e = entity("[1]");
    TxReport report = db.transact("[[:db/conj " + e + " :v 2] [:db/conj " + e + " :v 3]]");
    assertEquals(List.of("-:v [1]", "+:v [1 2 3]"), db.changes(report));
    db.transact("[{:other {:k 1}}]");
    TxReport nothing = db.transact("[[:db/dissoc " + e + " :other :k]]");
    assertEquals(List.of(), db.changes(nothing));
  }

  @Test
  void whereThereWasNothingTheFirstChangeMakesACollection() {
    TxReport report =
        db.transact("[[:db/assoc \"a\" :v :k 1] [:db/conj \"b\" :v 1] {:db/id \"a\" :name \"A\"}]");
    assertEquals(Set.of(":v {:k 1}", ":name \"A\""), db.facts(report.id("a")));
    assertEquals(Set.of(":v [1]"), db.facts(report.id("b")));
  }

  @Test
  void otherAssertionsOfTheSameAttributeConflict() {
    long e = entity("{:a 1}");
    db.refused("[[:db/assoc " + e + " :v :b 2] [:db/add " + e + " :v {:c 3}]]");
  }

  @Test
  void declaredTypesAndCardinalityManyHoldNoCollectionToChange() {
    db.declare(":tags keyword many", ":n long");
    db.refused("[[:db/conj \"e\" :tags :a]]");
    db.refused("[[:db/conj \"e\" :n 1]]");
    db.refused("[[:db/conj \"e\" :v]]");
    db.refused("[[:db/assoc \"e\" :v :k]]");
  }
}
