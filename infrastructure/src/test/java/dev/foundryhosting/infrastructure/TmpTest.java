package dev.foundryhosting.infrastructure;

import org.junit.jupiter.api.Test;

class TmpTest {
  @Test
  void x() {
    Declarations d = Declarations.of(Declarations.fullConfiguration(), "production");
    d.resources().stream()
        .map(
            r ->
                r.type()
                    + " "
                    + r.name()
                    + " <"
                    + r.parent()
                    + "> "
                    + r.isProtected()
                    + " "
                    + r.inputs())
        .sorted()
        .forEach(System.out::println);
    System.out.println(d.results().outputs().keySet());
    System.out.println(d.output("webhooks") + " " + d.output("operations"));
  }
}
