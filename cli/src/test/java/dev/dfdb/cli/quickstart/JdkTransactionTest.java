package dev.dfdb.cli.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.cli.jdk.ModuleFacts;
import dev.dfdb.cli.jdk.RuntimeImage;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdkTransactionTest {

  private static RuntimeImage image;

  @BeforeAll
  static void openTheImage() throws IOException {
    image = RuntimeImage.open(Set.of("java.base"));
  }

  private static @Nullable Object form(JdkTransaction transaction, String id) {
    return transaction.forms().stream()
        .filter(form -> id.equals(form.get(Keyword.of("db/id"))))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aClassIsOneMapThatRefersToOthersByName() {
    JdkTransaction transaction = new JdkTransaction(image);

    transaction.add(image.classFacts("java.base", "java.util.AbstractList$Itr"));

    assertEquals(Edn.read("""
            {:db/id               "class java.util.AbstractList$Itr"
             :class/name          "java.util.AbstractList$Itr"
             :class/module        "module java.base"
             :class/package       "package java.util"
             :class/kind          :class
             :class/modifier-bits 2
             :class/modifier      [:private]
             :class/extends       "class java.lang.Object"
             :class/implements    ["class java.util.Iterator"]
             :class/methods       4
             :class/constructors  1
             :class/fields        4}"""), form(transaction, "class java.util.AbstractList$Itr"));
    assertEquals(Edn.read("""
            {:db/id "class java.lang.Object" :class/name "java.lang.Object"}"""), form(transaction, "class java.lang.Object"));
  }

  @Test
  void whatTheImageDoesNotHoldIsNotTakenForAClassOrAModule() {
    JdkTransaction transaction = new JdkTransaction(image);

    transaction.add(new ModuleFacts(
        "java.base",
        null,
        false,
        Map.of(),
        Map.of("java.util", Set.of("no.such.module")),
        Map.of(),
        Set.of("no.such.Service"),
        Map.of(),
        Set.of("java.util"),
        null));

    assertEquals(Edn.read("""
            {:db/id "absent no.such.module" :absent/name "no.such.module"}"""), form(transaction, "absent no.such.module"));
    assertEquals(Edn.read("""
            {:db/id               "package java.util"
             :package/name        "java.util"
             :package/module      "module java.base"
             :package/exported-to ["absent no.such.module"]}"""), form(transaction, "package java.util"));
    assertEquals(Edn.read("""
            {:db/id                    "module java.base"
             :module/name              "java.base"
             :module/open              false
             :module/uses              ["absent no.such.Service"]
             :module/exports-qualified ["package java.util"]}"""), form(transaction, "module java.base"));
  }
}
