package dev.principia;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The test shows this line of the lessons: lesson and line, as in `10.3`. It would fail without
/// the code that the line asks for.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Proves.All.class)
public @interface Proves {
  String value();

  /// Several lines shown by one test.
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface All {
    Proves[] value();
  }
}
