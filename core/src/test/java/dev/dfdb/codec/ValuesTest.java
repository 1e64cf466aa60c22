package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.InvalidValueException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void smallWholeNumbersBecomeLongs() {
    assertEquals(7L, Values.canonical(7));
    assertEquals(-7L, Values.canonical((short) -7));
    assertEquals(-128L, Values.canonical((byte) -128));
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // that it is taken is what is tested
  void datesBecomeInstantsWithTheirMilliseconds() {
    assertEquals(Instant.ofEpochMilli(-1_234), Values.canonical(new Date(-1_234)));
  }

  @Test
  @SuppressWarnings("JavaUtilDate")
  void aDateThatIsNoInstantIsRefused() {
    Date day = new Date(0) {
      private static final long serialVersionUID = 1L;

      @Override
      public Instant toInstant() {
        throw new UnsupportedOperationException(); // as java.sql.Date does
      }
    };
    assertThrows(InvalidValueException.class, () -> Values.canonical(day));
  }

  @Test
  void negativeZeroBecomesZero() {
    assertEquals(0.0, Values.canonical(-0.0));
    assertEquals(0.0f, Values.canonical(-0.0f));
  }

  @Test
  void arraysBecomeListsAndBytesStayBytes() {
    assertEquals(List.of(1L, 2L), Values.canonical(new int[] {1, 2}));
    assertEquals(List.of(1L, "a"), Values.canonical(new Object[] {1, "a"}));
    assertEquals(List.of(List.of(1L), List.of()), Values.canonical(new long[][] {{1}, {}}));
    assertArrayEquals(new byte[] {1}, (byte[]) Values.canonical(new byte[] {1}));
    assertNull(Values.canonical(null));
  }

  @Test
  void documentsAreBroughtToTheirFormDeepInside() {
    Object value = Map.of("a", List.of(1, Map.of((short) 2, Set.of((byte) 3))));
    assertEquals(Map.of("a", List.of(1L, Map.of(2L, Set.of(3L)))), Values.canonical(value));
  }

  @Test
  void laterChangesByTheCallerDoNotMatter() {
    byte[] bytes = {1};
    List<Object> list = new ArrayList<>(List.of(1L));
    Map<Object, Object> map = new HashMap<>(Map.of("list", list, "bytes", bytes));
    Map<?, ?> canonical = (Map<?, ?>) Objects.requireNonNull(Values.canonical(map));
    bytes[0] = 2;
    list.add(2L);
    map.clear();
    assertTrue(Exactly.same(Map.of("list", List.of(1L), "bytes", new byte[] {1}), canonical));
    assertThrows(UnsupportedOperationException.class, canonical::clear);
  }

  @Test
  void aCanonicalValueIsWhatComesBackFromItsEncoding() {
    for (Object value : Boundaries.all()) {
      Object canonical = Values.canonical(value);
      assertTrue(Exactly.same(value, canonical));
      byte[] key = new KeyWriter().writeValue(canonical).toBytes();
      assertTrue(Exactly.same(canonical, new KeyReader(key).readValue()));
    }
    String text = "same";
    assertSame(text, Values.canonical(text));
  }

  @Test
  void otherClassesAreRefusedByNameWithThoseAccepted() {
    List<Object> others =
        List.of('c', new Object(), LocalDate.EPOCH, Optional.empty(), Thread.State.NEW);
    for (Object other : others) {
      for (Object value : List.of(other, List.of(other), Map.of("k", other), Set.of(other))) {
        InvalidValueException refused =
            assertThrows(InvalidValueException.class, () -> Values.canonical(value));
        assertEquals(other.getClass().getName(), refused.context().get("class"));
        assertTrue(refused.getMessage().contains("Keyword"));
      }
    }
  }

  @Test
  void twoKeysThatBecomeOneAreRefused() {
    assertThrows(InvalidValueException.class, () -> Values.canonical(Map.of(1, "a", 1L, "b")));
    assertEquals(Set.of(1L), Values.canonical(new HashSet<>(Arrays.asList(1, 1L))));
  }

  @Test
  void valuesNestedTooDeepOrInThemselvesAreRefused() {
    assertThrows(
        InvalidValueException.class, () -> Values.canonical(Nesting.lists(Values.MAX_DEPTH + 1)));
    assertTrue(Exactly.same(
        Nesting.lists(Values.MAX_DEPTH), Values.canonical(Nesting.lists(Values.MAX_DEPTH))));
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThrows(InvalidValueException.class, () -> Values.canonical(itself));
    assertThrows(InvalidValueException.class, () -> new KeyWriter().writeValue(itself));
  }
}
