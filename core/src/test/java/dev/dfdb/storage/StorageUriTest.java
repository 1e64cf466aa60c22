package dev.dfdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageUriTest {

  @Test
  void aUriHasASchemeAPlaceParametersAndANamespace() {
    StorageUri uri = StorageUri.parse("rocksdb:/data/people?durability=async&block-bytes=8KiB#a b");

    assertEquals("rocksdb", uri.scheme());
    assertEquals("/data/people", uri.path());
    assertEquals(Map.of("durability", "async", "block-bytes", "8KiB"), uri.parameters());
    assertEquals(Optional.of("a b"), uri.namespace());
  }

  @Test
  void aNamespaceMayBeAParameter() {
    StorageUri uri = StorageUri.parse("memory:?namespace=a%2Fb&durability=sync");

    assertEquals(Optional.of("a/b"), uri.namespace());
    assertEquals(Map.of("durability", "sync"), uri.parameters());
    assertEquals("", uri.place());
  }

  @Test
  void whatWouldSeparateIsEncoded() {
    StorageUri uri = StorageUri.parse("rocksdb:what%3F/50%25/a+b?tag=x%26y=z#%23");

    assertEquals("what?/50%/a+b", uri.path());
    assertEquals(Map.of("tag", "x&y=z"), uri.parameters());
    assertEquals(Optional.of("#"), uri.namespace());
  }

  @Test
  void aPathMayHaveAnEmptyHostBeforeItAndNoOther() {
    assertEquals("/data", StorageUri.parse("rocksdb:///data").path());
    assertThrows(
        MisconfiguredException.class,
        () -> StorageUri.parse("rocksdb://host/data").path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"people", "/data/people", "C:\\people", "c:people", "", ":x"})
  void pathsHaveNoScheme(String text) {
    assertFalse(StorageUri.hasScheme(text));
    assertThrows(MisconfiguredException.class, () -> StorageUri.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a1:x?y", "a1:?=y", "a1:?x=1&x=2", "a1:?namespace=a#b", "a1:x?y=%G1"})
  void whatIsWrittenWrongIsRefusedWithoutBeingShown(String text) {
    String message =
        assertThrows(MisconfiguredException.class, () -> StorageUri.parse(text)).getMessage();

    assertTrue(message.contains("scheme:place?name=value"), message);
    assertFalse(message.contains(text), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:s3cret@host/db?table=t#n",
        "postgresql://ada@host/db?password=s3cret",
        "postgresql://ada:s3cret?x=@host/db",
        "postgresql://ada:s3cret#@host/db",
        "postgresql://ada:p@s3cret@host/db"
      })
  void aPasswordIsNeverShown(String text) {
    String shown = StorageUri.parse(text).toString();

    assertFalse(shown.contains("s3cret"), shown);
    assertTrue(shown.startsWith("postgresql:"), shown);
  }

  @Test
  void anUnknownSchemeIsToldWithThoseThereAre() {
    StorageProviders providers = StorageProviders.of(List.of(new Shelf()));

    String message = assertThrows(
            MisconfiguredException.class,
            () -> providers.configuration(StorageUri.parse("shlf:top")))
        .getMessage();

    assertTrue(message.contains("scheme=shlf"), message);
    assertTrue(message.contains("schemes found=board, shelf"), message);
  }

  @Test
  void aProviderOfAThirdPartyHasUrisWithoutDoingAnything() {
    StorageProviders providers = StorageProviders.of(List.of(new Shelf()));

    assertEquals(
        Map.of("type", "shelf", "path", "top/left", "width", "3"),
        providers.configuration(StorageUri.parse("board:top/left?width=3")));
    assertEquals(Map.of("type", "shelf"), providers.configuration(StorageUri.parse("shelf:")));
  }

  /** Knows no more than the interface asks for, and a second scheme. */
  private static final class Shelf implements StorageProvider {
    @Override
    public String type() {
      return "shelf";
    }

    @Override
    public List<String> schemes() {
      return List.of("shelf", "board");
    }

    @Override
    public List<Option<?>> options() {
      return List.of(Option.path("path", "where"), Option.integer("width", "how wide", 1, 9));
    }

    @Override
    public Storage open(Settings settings) {
      return new SortedMapStorage();
    }
  }
}
