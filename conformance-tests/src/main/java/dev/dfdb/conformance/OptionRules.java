package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.StorageProvider;
import dev.dfdb.storage.StorageProviders;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S12: what is wrong in a configuration is an error that says what would be right. */
interface OptionRules extends Rules {

  @Test
  default void s12_theProviderIsFoundByItsType() {
    provider();
    assertTrue(StorageProviders.find().types().contains(type()));
    bench().reopen();
  }

  @Test
  default void s12_everyOptionHasANameOfItsOwnAndADescription() {
    Set<String> names = new HashSet<>();
    for (Option<?> option : provider().options()) {
      assertTrue(names.add(option.name()), () -> "twice: " + option.name());
      assertTrue(
          option.name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), () -> "lower case: " + option);
      assertFalse(option.name().equals("type"), "type is the provider's name");
      assertFalse(option.description().isBlank(), option::name);
    }
  }

  @Test
  default void s12_anUnknownOptionIsNamedAndTheValidOnesListed() {
    MisconfiguredException refusal = refused(Map.of("no-such-option", 1));
    assertMentions(refusal, "no-such-option");
    provider().options().forEach(option -> assertMentions(refusal, option.name()));
  }

  @Test
  default void s12_aValueOfAWrongTypeIsNamedWithWhatIsExpected() {
    for (Option<?> option : provider().options()) {
      MisconfiguredException refusal = refused(Map.of(option.name(), new Object()));
      assertMentions(refusal, option.name());
      assertMentions(refusal, option.expected());
    }
  }

  @Test
  default void s12_aMissingRequiredOptionIsNamed() {
    for (Option<?> option : provider().options()) {
      if (option.isRequired()) {
        Map<String, Object> config = new HashMap<>(bench().fixture().config());
        config.remove(option.name());
        MisconfiguredException refusal = assertThrows(
            MisconfiguredException.class,
            () -> StorageProviders.find().open(config).close());
        assertMentions(refusal, option.name());
      }
    }
  }

  @Test
  default void s12_theDefaultsAreValid() {
    for (Option<?> option : provider().options()) {
      Object value = option.defaultValue();
      if (value != null) {
        assertEquals(value, option.parse(value), option::name);
      }
    }
  }

  @Test
  default void s12_anUnknownTypeListsTheTypesFound() {
    provider();
    MisconfiguredException refusal = assertThrows(
        MisconfiguredException.class,
        () -> StorageProviders.find().open(Map.of("type", "no-such-type")).close());
    assertMentions(refusal, "no-such-type");
    assertMentions(refusal, type());
  }

  @Test
  default void s12_twoProvidersOfOneTypeAreAnError() {
    StorageProvider provider = provider();
    MisconfiguredException refusal = assertThrows(
        MisconfiguredException.class, () -> StorageProviders.of(List.of(provider, provider)));
    assertMentions(refusal, type());
    assertMentions(refusal, provider.getClass().getName());
  }

  @Test
  default void s12_optionsMayBeGivenAsText() {
    provider();
    Map<String, Object> text = new HashMap<>();
    bench().fixture().config().forEach((name, value) -> text.put(name, value.toString()));
    bench().reopen(text);
    bench().putKeys(Bytes.text("a"));
    assertEquals(1, bench().entries().size());
  }

  /** The names of the options of a fixture's provider; none if it has no provider. */
  static List<String> optionNames(StorageFixture fixture) {
    return find(fixture).stream()
        .flatMap(provider -> provider.options().stream())
        .map(Option::name)
        .toList();
  }

  private static Optional<StorageProvider> find(StorageFixture fixture) {
    return ServiceLoader.load(StorageProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.type().equals(fixture.config().get("type")))
        .findFirst();
  }

  private StorageProvider provider() {
    bench().unlessOptedOut(OptOut.PROVIDER);
    return find(bench().fixture())
        .orElseThrow(() -> new AssertionError("no provider of type " + type()
            + " is found: name it in META-INF/services/" + StorageProvider.class.getName()));
  }

  private String type() {
    return String.valueOf(bench().fixture().config().get("type"));
  }

  private MisconfiguredException refused(Map<String, ?> options) {
    Map<String, Object> config = new HashMap<>(bench().fixture().config());
    config.putAll(options);
    return assertThrows(
        MisconfiguredException.class, () -> StorageProviders.find().open(config).close());
  }

  private static void assertMentions(MisconfiguredException refusal, String text) {
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(text), () -> "mentions " + text + ": " + message);
  }
}
