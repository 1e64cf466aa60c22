package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log says of where a storage is. */
class OpeningsTest {

  @Test
  void aPlaceIsShownAndNothingSecret() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("type", "postgres");
    config.put("connection-uri", "postgresql://app:s3cret@db.example.org:5433/app?password=hush");
    config.put("password", "hidden");
    config.put("table", "people");
    assertEquals("postgres, table people, at db.example.org:5433/app", Openings.place(config));
  }

  @Test
  void ofAnAddressOnlyTheHostAndTheDatabaseAreShown() {
    assertEquals("at db/app", Openings.host("jdbc:postgresql://db/app?user=a&password=b"));
    assertEquals("at db/app", Openings.host("postgresql://a:p@ss@db/app"));
    assertEquals("an address", Openings.host("postgresql:s3cret"));
  }
}
