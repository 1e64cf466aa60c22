package dev.dfdb.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountsTest {

  @Test
  void showsWhatComesOfPayingInAndOut() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Storage storage = StorageProviders.find().open(Map.of("type", "memory"));
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Accounts.show(storage, out);
    }
    assertEquals("""
        ada pays 70: true
        ada pays 70: false
        30 or more: [account-ada]
        30 or more: [account-ada, account-bob]
        messages: 4
        """, bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }
}
