package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** Addresses of servers. */
class ConnectionUriTest {

  private static final String SECRET = "s3cret9";

  @Test
  void anAddressAsPsqlTakesItIsUnderstood() {
    ConnectionUri uri =
        ConnectionUri.parse("postgresql://ann%40x:p%2Fw+d?#@one:5433,[::1]:5434/my%20data"
            + "?sslmode=require&application_name=a+b&connect_timeout=7");
    assertEquals("one:5433,[::1]:5434", uri.hosts());
    assertEquals("my data", uri.database());
    assertEquals("jdbc:postgresql://one:5433,[::1]:5434/my+data", uri.url());
    assertEquals(
        Map.of(
            PGProperty.USER, "ann@x",
            PGProperty.PASSWORD, "p/w+d?#",
            PGProperty.SSL_MODE, "require",
            PGProperty.APPLICATION_NAME, "a+b",
            PGProperty.CONNECT_TIMEOUT, "7"),
        uri.parameters());
  }

  @Test
  void anAddressAsJdbcTakesItIsUnderstood() {
    ConnectionUri uri =
        ConnectionUri.parse("jdbc:postgresql://one:5433/data?user=ann@x&password=p+w%26&ssl");
    assertEquals("one:5433/data", uri.toString());
    assertEquals(
        Map.of(
            PGProperty.USER, "ann@x",
            PGProperty.PASSWORD, "p w&",
            PGProperty.SSL, ""),
        uri.parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://one, one/",
    "postgres:///data, localhost/data",
    "postgresql://, localhost/",
    "jdbc:postgresql:data, localhost/data",
    "jdbc:postgresql://one/?user=ann, one/"
  })
  void mostOfAnAddressMayBeLeftOut(String uri, String server) {
    assertEquals(server, ConnectionUri.parse(uri).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "channel_binding=require, CHANNEL_BINDING, require",
    "target_session_attrs=read-only, TARGET_SERVER_TYPE, secondary",
    "target_session_attrs=read-write, TARGET_SERVER_TYPE, primary",
    "target_session_attrs=prefer-standby, TARGET_SERVER_TYPE, preferSecondary",
    "gssencmode=disable, GSS_ENC_MODE, disable",
    "sslnegotiation=direct, SSL_NEGOTIATION, direct",
    "load_balance_hosts=random, LOAD_BALANCE_HOSTS, true",
    "keepalives=0, TCP_KEEP_ALIVE, false",
    "require_auth=scram-sha-256, REQUIRE_AUTH, scram-sha-256",
    "options=-c%20geqo=off, OPTIONS, -c geqo=off"
  })
  void aParameterHasItsNameInPsqlOrThatOfTheDriver(
      String parameter, PGProperty property, String value) {
    assertEquals(
        Map.of(property, value),
        ConnectionUri.parse("postgresql://one/data?" + parameter).parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "sslmod=verify-full, sslmode",
    "SSLMode=verify-full, sslmode",
    "channelbinding=require, channel_binding",
    "target_session_attr=read-only, target_session_attrs"
  })
  void aParameterThatNobodyKnowsIsNamedWithThoseNearIt(String parameter, String near) {
    for (String scheme : List.of("postgresql", "jdbc:postgresql")) {
      MisconfiguredException refusal = assertThrows(
          MisconfiguredException.class,
          () -> ConnectionUri.parse(scheme + "://one/data?" + parameter));
      String name = parameter.substring(0, parameter.indexOf('='));
      assertEquals(name, refusal.context().get("parameter"));
      assertTrue(String.valueOf(refusal.context().get("near")).contains(near), refusal::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=verify-fool",
        "target_session_attrs=primry",
        "keepalives=2",
        "socketTimeout=soon",
        "channel_binding="
      })
  void aValueThatAParameterDoesNotTakeIsRefusedWithThoseItTakes(String parameter) {
    MisconfiguredException refusal = assertThrows(
        MisconfiguredException.class,
        () -> ConnectionUri.parse("postgresql://one/data?" + parameter));
    assertEquals(
        parameter.substring(0, parameter.indexOf('=')), refusal.context().get("parameter"));
    assertFalse(String.valueOf(refusal.context().get("expected")).isEmpty());
  }

  @Test
  void aServerAmongTheParametersIsRefused() {
    MisconfiguredException refusal = assertThrows(
        MisconfiguredException.class, () -> ConnectionUri.parse("postgresql:///data?host=one"));
    assertEquals("host", refusal.context().get("parameter"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one:5432",
        "http://one/data",
        "mysql://me:s3cret9@there/db",
        "postgresql://one:port/data",
        "postgresql://one:65536/data",
        "postgresql://one,/data",
        "postgresql://ann:pass@s3cret9:1@one/data",
        "postgresql://ann:pass/s3cret9@one/data",
        "postgresql://ann:123/s3cret9@one:5432/data",
        "postgresql://ann/s3cret9@one:5432/data",
        "postgresql://ann:s3cret9%zz@one/data",
        "postgresql://ann:1/2?s3cret9=a@one/data",
        "postgresql://one/data?s3cret9",
        "postgresql://one/data?password=a&s3cret9=b",
        "jdbc:postgresql://ann:s3cret9@one/data",
        "jdbc:postgresql://ann:123/s3cret9@one:5432/data",
        "jdbc:postgresql://ann:123?s3cret9=1@one:5432/data",
        "jdbc:postgresql:app:s3cret9@localhost/db",
        "jdbc:postgresql:app/s3cret9@localhost/db",
        "jdbc:postgresql://localhost:s3cret9/?user=ann"
      })
  void whatIsNoAddressIsMisconfiguredAndNotShown(String uri) {
    MisconfiguredException refusal =
        assertThrows(MisconfiguredException.class, () -> ConnectionUri.parse(uri));
    assertFalse(refusal.toString().contains(SECRET), refusal::toString);
    assertNull(refusal.getCause());
  }

  @Test
  void nothingSecretIsInTheUrlOrShown() {
    ConnectionUri uri = ConnectionUri.parse(
        "postgresql://ann:s3cret9@one/data?sslpassword=s3cret9&options=s3cret9");
    assertEquals("jdbc:postgresql://one/data", uri.url());
    assertEquals("one/data", uri.toString());
    assertEquals("one/data", new DriverSource(uri).toString());
  }
}
