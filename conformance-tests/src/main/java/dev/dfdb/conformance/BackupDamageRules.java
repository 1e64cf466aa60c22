package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupVerification;
import dev.dfdb.backup.Backups;
import dev.dfdb.events.Events;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Damage to a backup is found, named, and never restored. */
interface BackupDamageRules extends BackupRules {

  private MemoryTarget backup(String namespace) {
    MemoryTarget target = new MemoryTarget();
    try (Connection source = database(namespace);
        Backups backups = Backups.open(target)) {
      for (int i = 0; i < 20; i++) {
        source.transact(List.of(Map.of(":text", "something that takes up some room " + i * i * i)));
      }
      Streams.append(Events.of(source), "a-1", 1, 2, 3);
      backups.backup(source, BackupOptions.incremental().withPartBytes(1_000));
    }
    return target;
  }

  @Test
  default void aFlippedBitAnywhereIsFoundAndLocated() {
    MemoryTarget intact = backup("source");
    int step = Integer.getInteger("dfdb.backup.flip-step", 7);
    for (String file : intact.list()) {
      byte[] content = intact.read(file).orElseThrow();
      for (int at = 0; at < content.length; at += step) {
        byte[] flipped = content.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        MemoryTarget target = intact.copy();
        target.write(file, flipped);
        BackupVerification.Damage damage = onlyDamage(target);
        assertEquals(file, damage.file());
        int place = at;
        assertTrue(damage.offset() <= at, () -> damage + ", not at " + place);
        assertFalse(damage.part().isEmpty());
      }
    }
  }

  private static BackupVerification.Damage onlyDamage(MemoryTarget target) {
    try (Backups backups = Backups.open(target)) {
      List<BackupVerification.Damage> damages = backups.verify().damages();
      assertEquals(1, damages.size(), damages::toString);
      return damages.get(0);
    }
  }

  @Test
  default void whatIsCutShortMissingOrExchangedIsFound() {
    MemoryTarget intact = backup("source");
    MemoryTarget foreign = backup("other");
    List<String> files = intact.list();
    for (String file : files) {
      byte[] content = intact.read(file).orElseThrow();
      for (int length : new int[] {0, 1, content.length / 2, content.length - 1}) {
        MemoryTarget cut = intact.copy();
        cut.write(file, Arrays.copyOf(content, length));
        assertEquals(file, onlyDamage(cut).file());
        refusesToRestore(cut);
      }
      MemoryTarget longer = intact.copy();
      longer.write(file, Arrays.copyOf(content, content.length + 1));
      assertEquals(file, onlyDamage(longer).file());
      if (!file.startsWith("manifest")) {
        MemoryTarget missing = intact.copy();
        missing.delete(file);
        assertEquals(file, onlyDamage(missing).file());
        refusesToRestore(missing);
      }
    }
    List<String> logs = files.stream().filter(file -> file.startsWith("log-")).toList();
    String other = foreign.list().get(0);
    for (byte[] wrong :
        List.of(intact.read(logs.get(1)).orElseThrow(), foreign.read(other).orElseThrow())) {
      MemoryTarget exchanged = intact.copy();
      exchanged.write(logs.get(0), wrong);
      assertEquals(logs.get(0), onlyDamage(exchanged).file());
      refusesToRestore(exchanged);
    }
  }

  private void refusesToRestore(MemoryTarget target) {
    try (Backups backups = Backups.open(target);
        Connection into = database("into")) {
      assertThrows(BackupException.class, () -> backups.restore(config("into")));
      assertEquals(List.of(), into.verify().damages(), "what was restored before is right");
    }
    Dfdb.deleteNamespace(Map.of("storage", storage()), "into");
  }
}
