package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A value that can't be stored is refused with the form that gave it. */
class TransactionRefusedValueTest {

  private static final String HALF = "\ud800";

  private final TestDatabase db = new TestDatabase();

  private InvalidValueException refused(Object... forms) {
    int batches = db.storage.batches();
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> db.connection.transact(List.of(forms)));
    assertEquals(batches, db.storage.batches(), "a refused transaction writes nothing");
    return refusal;
  }

  /** Has a form refused among others, and sees that it and the attribute are named. */
  private void namesForm(String attribute, Object form) {
    InvalidValueException refusal =
        refused(Map.of(":s/other", "ok"), form, Map.of(":s/other", "fine"));
    assertEquals(form, refusal.context().get("form"));
    assertEquals(Keyword.of(attribute), refusal.context().get("attribute"));
    assertTrue(refusal.getMessage().contains(attribute), refusal.getMessage());
  }

  @Test
  void aTextIsRefusedWithItsAttributeItsFormAndThePlaceInIt() {
    db.declare(":s/x string", ":s/id string identity", ":s/many string many", ":s/key keyword");
    namesForm(":s/x", Map.of(":db/id", "b", ":s/x", HALF));
    namesForm(":s/id", Map.of(":db/id", "b", ":s/id", HALF));
    namesForm(":s/many", Map.of(":db/id", "b", ":s/many", List.of("ok", HALF)));
    namesForm(":s/key", Map.of(":db/id", "b", ":s/key", Keyword.of("a", HALF)));
    namesForm(":s/x", List.of(":db/add", "b", ":s/x", HALF));
    InvalidValueException refusal = refused(Map.of(":s/x", "ok" + HALF));
    assertEquals(2, refusal.context().get("index"));
    assertEquals("U+D800", refusal.context().get("unit"));
  }

  @Test
  void aTextOfAnUndeclaredAttributeIsRefusedSoToo() {
    namesForm(":never/declared", Map.of(":db/id", "b", ":never/declared", HALF));
    namesForm(":a/" + HALF, Map.of(":db/id", "b", ":a/" + HALF, 1));
  }

  @Test
  void aTextInATupleOrACollectionIsRefusedSoToo() {
    db.transact("[{:db/ident :t/pair :db/valueType :db.type/tuple"
        + " :db/tupleTypes [:db.type/ref :db.type/string]}]");
    long e = db.transact("[{:db/id \"e\" :doc {\"a\" 1} :list [1]}]").id("e");
    namesForm(":t/pair", Map.of(":db/id", "b", ":t/pair", List.of(e, HALF)));
    namesForm(":t/pair", Map.of(":db/id", "b", ":t/pair", List.of("b", HALF)));
    namesForm(":doc", Map.of(":db/id", "b", ":doc", Map.of("k", List.of(HALF))));
    namesForm(":doc", Map.of(":db/id", "b", ":doc", Map.of(HALF, 1)));
    namesForm(":doc", List.of(":db/assoc", e, ":doc", "k", HALF));
    namesForm(":doc", List.of(":db/assoc", e, ":doc", HALF, 1));
    namesForm(":list", List.of(":db/conj", e, ":list", HALF));
  }

  @Test
  void aTextThatIsRetractedOrComparedIsRefusedSoToo() {
    db.declare(":s/x string");
    long e = db.transact("[{:db/id \"e\" :s/x \"ok\"}]").id("e");
    namesForm(":s/x", List.of(":db/retract", e, ":s/x", HALF));
    namesForm(":s/x", List.of(":db/cas", e, ":s/x", "ok", HALF));
  }

  @Test
  void aTextInALookupRefIsRefusedWithItsForm() {
    db.declare(":s/id string identity");
    Object form = List.of(":db/add", List.of(":s/id", HALF), ":n", 1);
    assertEquals(form, refused(Map.of(":n", 1), form).context().get("form"));
  }

  @Test
  void otherValuesThatCantBeEncodedAreRefusedSoToo() {
    namesForm(":n", Map.of(":db/id", "b", ":n", BigInteger.ONE.shiftLeft(1 << 18)));
    long e = db.transact("[{:db/id \"e\" :list [1]}]").id("e");
    Object deep = List.of();
    for (int i = 1; i < 100; i++) {
      deep = List.of(deep);
    }
    namesForm(":list", List.of(":db/conj", e, ":list", deep));
    namesForm(":deep", Map.of(":db/id", "b", ":deep", List.of(deep)));
    namesForm(":odd", Map.of(":db/id", "b", ":odd", new Object()));
    Object conj = List.of(":db/conj", e, ":list", new Object());
    assertEquals(conj, refused(conj).context().get("form"));
  }

  @Test
  void whatIfsRefuseThemSoToo() {
    Map<String, Object> form = Map.of(":db/id", "b", ":s/x", HALF);
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> db.connection.db().with(List.of(form)));
    assertEquals(form, refusal.context().get("form"));
    assertFalse(db.facts().toString().contains(":s/x"));
  }
}
