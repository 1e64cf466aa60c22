package dev.dfdb.cli.quickstart;

import static dev.dfdb.cli.quickstart.Question.by;
import static dev.dfdb.cli.quickstart.Question.byGreatest;

import java.util.List;

/** What the quickstart asks, from one step to many. */
final class Questions {

  static final List<Question> ALL = List.of(
      new Question("A grouped aggregate: how much is in each module?", """
          [:find ?module (count ?class) (sum ?methods) (sum ?fields)
           :where [?class :class/module  ?m]
                  [?m     :module/name   ?module]
                  [?class :class/methods ?methods]
                  [?class :class/fields  ?fields]]""", null, byGreatest(1)),
      new Question(
          "A recursive rule: every direct and indirect subclass of java.io.IOException",
          """
          [:find ?name ?module
           :in $ %
           :where [?top :class/name "java.io.IOException"]
                  (subclass ?class ?top)
                  [?class :class/name   ?name]
                  [?class :class/module ?m]
                  [?m     :module/name  ?module]]""",
          """
          [[(subclass ?class ?of) [?class :class/extends ?of]]
           [(subclass ?class ?of) [?class :class/extends ?between]
                                  (subclass ?between ?of)]]""",
          by(0)),
      new Question(
          "A recursive rule: every module that java.sql.rowset needs, however far away",
          """
          [:find ?name
           :in $ %
           :where [?start :module/name "java.sql.rowset"]
                  (needs ?start ?module)
                  [?module :module/name ?name]]""",
          """
          [[(needs ?module ?other) [?module :module/requires ?other]]
           [(needs ?module ?other) [?module :module/requires ?between]
                                   (needs ?between ?other)]]""",
          by(0)),
      new Question(
          "A negation: public interfaces, exported to everyone, that nothing in the JDK implements",
          """
          [:find ?name ?methods
           :where [_     :module/exports ?package]
                  [?type :class/package  ?package]
                  [?type :class/kind     :interface]
                  [?type :class/modifier :public]
                  (not [_ :class/implements ?type])
                  [?type :class/name     ?name]
                  [?type :class/methods  ?methods]]""",
          null,
          byGreatest(1)),
      new Question(
          "A join of eight clauses: services one module uses and another provides",
          """
          [:find ?user ?service ?provider ?implementation
           :where [?u :module/uses ?s]
                  [?p :module/provides ?provision]
                  [?provision :provision/service ?s]
                  [?provision :provision/implementation ?i]
                  [?u :module/name ?user]
                  [?s :class/name  ?service]
                  [?p :module/name ?provider]
                  [?i :class/name  ?implementation]
                  [(!= ?u ?p)]]""",
          null,
          by(0).thenComparing(by(1)).thenComparing(by(2)).thenComparing(by(3))),
      new Question(
          "From before the database was closed: the transaction that learnt of java.util.ArrayList,"
              + " and how many classes came with it",
          """
          [:find ?when ?module (count ?other)
           :where [?list  :class/name   "java.util.ArrayList"]
                  [?list  :class/kind   _ ?tx]
                  [?tx    :db/txInstant ?when]
                  [?tx    :load/module  ?m]
                  [?m     :module/name  ?module]
                  [?other :class/kind   _ ?tx]]""",
          null,
          by(0)));

  private Questions() {}
}
