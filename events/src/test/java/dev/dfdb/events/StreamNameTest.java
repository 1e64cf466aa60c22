package dev.dfdb.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Names and groups agree with Message DB's functions. */
class StreamNameTest {

  @Test
  void namesHaveTheirPartsAtTheFirstHyphenAndTheFirstPlus() {
    StreamName compound = new StreamName("account:command-12-3+45+6");
    assertEquals("account:command", compound.category());
    assertEquals(Optional.of("12-3+45+6"), compound.id());
    assertEquals(Optional.of("12-3"), compound.cardinalId());
    assertFalse(compound.isCategory());
    StreamName category = new StreamName("account");
    assertEquals("account", category.category());
    assertEquals(Optional.empty(), category.id());
    assertEquals(Optional.empty(), category.cardinalId());
    assertTrue(category.isCategory());
    assertEquals(Optional.of(""), new StreamName("account-").id());
  }

  @Test
  void theHashIsTheFirstEightBytesOfTheDigest() {
    // md5("") = d41d8cd98f00b204..., md5("a") = 0cc175b9c0f1b6a8..., md5("abc") =
    // 900150983cd24fb0...
    assertEquals(0xd41d8cd98f00b204L, ConsumerGroup.hash(""));
    assertEquals(0x0cc175b9c0f1b6a8L, ConsumerGroup.hash("a"));
    assertEquals(0x900150983cd24fb0L, ConsumerGroup.hash("abc"));
  }

  @Test
  void theMemberIsTheRemainderOfItsMagnitude() {
    long ofAbc = Math.abs(0x900150983cd24fb0L);
    assertTrue(ofAbc > 0);
    for (int size = 1; size < 20; size++) {
      int member = (int) (ofAbc % size);
      for (int other = 0; other < size; other++) {
        assertEquals(other == member, new ConsumerGroup(other, size).has("a-abc+x"));
      }
    }
    assertFalse(new ConsumerGroup(0, 1).has("a"), "a stream without an id is of none");
  }

  @Test
  void newIdsAreOfVersionSevenAndSortByTime() {
    UUID first = MessageIds.next();
    assertEquals(7, first.version());
    assertEquals(2, first.variant());
    long millis = first.getMostSignificantBits() >>> 16;
    assertTrue(Math.abs(System.currentTimeMillis() - millis) < 60_000);
  }
}
