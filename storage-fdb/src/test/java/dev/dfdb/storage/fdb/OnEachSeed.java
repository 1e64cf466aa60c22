package dev.dfdb.storage.fdb;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A suite runs on as many simulated clusters as {@link Seeds} says; each repeats by its seed, which
 * the constructor takes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "-Ddfdb.fdb.seeds=1 -Ddfdb.fdb.seed={0}")
@MethodSource("dev.dfdb.storage.fdb.Seeds#ofSuites")
@interface OnEachSeed {}
