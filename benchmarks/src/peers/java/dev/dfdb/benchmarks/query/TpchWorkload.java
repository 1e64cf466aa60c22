package dev.dfdb.benchmarks.query;

import io.airlift.tpch.Customer;
import io.airlift.tpch.LineItem;
import io.airlift.tpch.Nation;
import io.airlift.tpch.Order;
import io.airlift.tpch.Region;
import io.airlift.tpch.Supplier;
import io.airlift.tpch.TpchTable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * TPC-H at a scale of 0.01, as datoms, and six of its queries. Amounts are whole cents and percent,
 * and days are counted from 1970, so that sums are the same everywhere.
 */
public final class TpchWorkload implements Workload {

  private static final double SCALE = 0.01;

  /** Makes nothing yet. */
  public TpchWorkload() {}

  @Override
  public String name() {
    return "c TPC-H 0.01";
  }

  @Override
  public String identity() {
    return ":tpch/id";
  }

  @Override
  public String schema() {
    return Schema.of(
        "tpch/id string identity",
        "region/name string indexed",
        "nation/name string indexed",
        "nation/region ref indexed",
        "supplier/nation ref indexed",
        "customer/nation ref indexed",
        "customer/name string indexed",
        "customer/segment string indexed",
        "order/customer ref indexed",
        "order/key long indexed",
        "order/day long indexed",
        "order/priority string indexed",
        "line/order ref indexed",
        "line/supplier ref indexed",
        "line/quantity long indexed",
        "line/price long indexed",
        "line/discount long indexed",
        "line/flag string indexed",
        "line/status string indexed",
        "line/shipped long indexed",
        "line/received long indexed",
        "line/committed long indexed",
        "line/mode string indexed");
  }

  @Override
  public void transactions(Consumer<List<Object>> sink) {
    Batches batches = new Batches(sink);
    for (Region region : TpchTable.REGION.createGenerator(SCALE, 1, 1)) {
      batches.add(entity("R" + region.getRegionKey(), Map.of(":region/name", region.getName())));
    }
    batches.end();
    for (Nation nation : TpchTable.NATION.createGenerator(SCALE, 1, 1)) {
      batches.add(entity(
          "N" + nation.getNationKey(),
          Map.of(
              ":nation/name", nation.getName(),
              ":nation/region", ref("R" + nation.getRegionKey()))));
    }
    batches.end();
    for (Supplier supplier : TpchTable.SUPPLIER.createGenerator(SCALE, 1, 1)) {
      batches.add(entity(
          "S" + supplier.getSupplierKey(),
          Map.of(":supplier/nation", ref("N" + supplier.getNationKey()))));
    }
    for (Customer customer : TpchTable.CUSTOMER.createGenerator(SCALE, 1, 1)) {
      batches.add(entity(
          "C" + customer.getCustomerKey(),
          Map.of(
              ":customer/nation", ref("N" + customer.getNationKey()),
              ":customer/name", customer.getName(),
              ":customer/segment", customer.getMarketSegment())));
    }
    batches.end();
    for (Order order : TpchTable.ORDERS.createGenerator(SCALE, 1, 1)) {
      batches.add(entity(
          "O" + order.getOrderKey(),
          Map.of(
              ":order/customer", ref("C" + order.getCustomerKey()),
              ":order/key", order.getOrderKey(),
              ":order/day", (long) order.getOrderDate(),
              ":order/priority", order.getOrderPriority())));
    }
    batches.end();
    for (LineItem line : TpchTable.LINE_ITEM.createGenerator(SCALE, 1, 1)) {
      batches.add(entity("L" + line.getOrderKey() + "-" + line.getLineNumber(), facts(line)));
    }
    batches.end();
  }

  private static Map<String, Object> facts(LineItem line) {
    return Map.ofEntries(
        Map.entry(":line/order", ref("O" + line.getOrderKey())),
        Map.entry(":line/supplier", ref("S" + line.getSupplierKey())),
        Map.entry(":line/quantity", line.getQuantity()),
        Map.entry(":line/price", line.getExtendedPriceInCents()),
        Map.entry(":line/discount", line.getDiscountPercent()),
        Map.entry(":line/flag", line.getReturnFlag()),
        Map.entry(":line/status", line.getStatus()),
        Map.entry(":line/shipped", (long) line.getShipDate()),
        Map.entry(":line/received", (long) line.getReceiptDate()),
        Map.entry(":line/committed", (long) line.getCommitDate()),
        Map.entry(":line/mode", line.getShipMode()));
  }

  private static List<Object> ref(String id) {
    return List.of(":tpch/id", id);
  }

  private static Map<String, Object> entity(String id, Map<String, Object> facts) {
    Map<String, Object> form = new HashMap<>(facts);
    form.put(":db/id", id);
    form.put(":tpch/id", id);
    return form;
  }

  private static long day(String date) {
    return LocalDate.parse(date).toEpochDay();
  }

  @Override
  public List<Question> questions() {
    String revenue =
        " [?l :line/price ?p] [?l :line/discount ?d] [(- 100 ?d) ?r] [(* ?p ?r) ?v]";
    return List.of(
        Question.of(
            "Q1 pricing summary",
            "[:find ?flag ?status (sum ?q) (sum ?p) (sum ?v) (avg ?q) (count ?l) :in $ ?last"
                + " :where [?l :line/shipped ?day] [(<= ?day ?last)] [?l :line/flag ?flag]"
                + " [?l :line/status ?status] [?l :line/quantity ?q]" + revenue + "]",
            day("1998-09-02")),
        Question.of(
            "Q3 shipping priority",
            "[:find ?key ?day (sum ?v) :with ?l :in $ ?date :where"
                + " [?c :customer/segment \"BUILDING\"] [?o :order/customer ?c]"
                + " [?o :order/day ?day] [(< ?day ?date)] [?o :order/key ?key]"
                + " [?l :line/order ?o] [?l :line/shipped ?s] [(> ?s ?date)]" + revenue + "]",
            day("1995-03-15")),
        Question.of(
            "Q5 local supplier volume",
            "[:find ?name (sum ?v) :with ?l :in $ ?from ?to :where"
                + " [?g :region/name \"ASIA\"] [?n :nation/region ?g] [?n :nation/name ?name]"
                + " [?c :customer/nation ?n] [?o :order/customer ?c] [?o :order/day ?day]"
                + " [(>= ?day ?from)] [(< ?day ?to)] [?l :line/order ?o] [?l :line/supplier ?s]"
                + " [?s :supplier/nation ?n]" + revenue + "]",
            day("1994-01-01"),
            day("1995-01-01")),
        Question.of(
            "Q6 forecasting revenue",
            "[:find (sum ?v) . :with ?l :in $ ?from ?to :where [?l :line/shipped ?s]"
                + " [(>= ?s ?from)] [(< ?s ?to)] [?l :line/discount ?d] [(>= ?d 5)] [(<= ?d 7)]"
                + " [?l :line/quantity ?q] [(< ?q 24)] [?l :line/price ?p] [(* ?p ?d) ?v]]",
            day("1994-01-01"),
            day("1995-01-01")),
        Question.of(
            "Q10 returned items",
            "[:find ?customer ?nation (sum ?v) :with ?l :in $ ?from ?to :where"
                + " [?o :order/day ?day] [(>= ?day ?from)] [(< ?day ?to)] [?l :line/order ?o]"
                + " [?l :line/flag \"R\"] [?o :order/customer ?c] [?c :customer/name ?customer]"
                + " [?c :customer/nation ?n] [?n :nation/name ?nation]" + revenue + "]",
            day("1993-10-01"),
            day("1994-01-01")),
        Question.of(
            "Q12 shipping modes",
            "[:find ?mode ?priority (count ?l) :in $ ?from ?to [?mode ...] :where"
                + " [?l :line/received ?r] [(>= ?r ?from)] [(< ?r ?to)] [?l :line/mode ?mode]"
                + " [?l :line/committed ?k] [(< ?k ?r)] [?l :line/shipped ?s] [(< ?s ?k)]"
                + " [?l :line/order ?o] [?o :order/priority ?priority]]",
            day("1994-01-01"),
            day("1995-01-01"),
            List.of("MAIL", "SHIP")));
  }
}
