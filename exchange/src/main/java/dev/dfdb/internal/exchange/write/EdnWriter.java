package dev.dfdb.internal.exchange.write;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.edn.Tagged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes rows as EDN maps, one in each line. */
final class EdnWriter implements RowWriter {

  private static final Symbol ENTITY = Symbol.of("dfdb/entity");

  private final Appendable out;

  EdnWriter(Appendable out) {
    this.out = out;
  }

  @Override
  public void write(Map<String, Field> row) throws IOException {
    Map<Object, Object> form = new LinkedHashMap<>();
    row.forEach((name, field) -> form.put(Keyword.of(name), value(field.value())));
    writeForm(form);
  }

  /** Writes a form on a line. */
  void writeForm(Object form) throws IOException {
    out.append(Edn.print(form)).append('\n');
  }

  private static Object value(Object value) {
    if (value instanceof EntityRef ref) {
      return reference(ref);
    }
    if (value instanceof List<?> values) {
      List<Object> written = new ArrayList<>(values.size());
      for (Object each : values) {
        written.add(each instanceof EntityRef ref ? reference(ref) : each);
      }
      return written;
    }
    return value;
  }

  static Object reference(EntityRef ref) {
    return ref.ident() == null ? new Tagged(ENTITY, ref.id()) : ref.ident();
  }
}
