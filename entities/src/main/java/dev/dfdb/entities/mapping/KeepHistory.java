package dev.dfdb.entities.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much of the past is kept of the attributes of a type, or of one component, when the database
 * is compacted: {@code :db/historyRetention}. Exactly one of the two is said.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT
})
public @interface KeepHistory {

  /** The number of versions, that of the present among them; 0 if it is a duration. */
  long versions() default 0;

  /** The duration, as {@link java.time.Duration#parse} reads it; empty if it is versions. */
  String duration() default "";
}
