package dev.foundryhosting.functions.discord.endpoint;

import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Person;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.ArrayList;
import java.util.List;

/** The forms and choices that open at once, without asking anybody. */
final class Modals {
  private static final int NAME = 32;
  private static final int SHORT = 100;
  private static final int LONG = 300;

  private final Texts texts;

  Modals(Texts texts) {
    this.texts = texts;
  }

  Message registrationChoice() {
    return Message.text(texts.get("register.choose"))
        .row(
            Component.primary(texts.get("register.own"), CustomId.of(Verb.REGISTER_AS, "own")),
            Component.success(texts.get("register.lend"), CustomId.of(Verb.REGISTER_AS, "lend")),
            Component.secondary(
                texts.get("register.pooled"), CustomId.of(Verb.REGISTER_AS, "pooled")));
  }

  /**
   * @param kind {@code own}, {@code lend} or {@code pooled}
   */
  Modal registration(String kind, Person person) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(line("name").holding(proposedName(person)));
    if (!kind.equals("pooled")) {
      inputs.add(line("foundryUsername").optional());
      inputs.add(line("foundryPassword").optional());
      inputs.add(line("licenseKey").optional());
    }
    return new Modal(CustomId.of(Verb.REGISTER_FORM, kind), texts.get("register.title"), inputs);
  }

  /** Whoever lends the licence may go on lending it without a server. */
  Message destroyChoice(CustomId pressed) {
    String user = pressed.argument(0);
    List<Component> buttons = new ArrayList<>();
    buttons.add(
        Component.danger(
            texts.get("destroy.all"), CustomId.of(Verb.DESTROY_AS, user, "everything")));
    if (pressed.argument(1).equals("lends")) {
      buttons.add(
          Component.danger(texts.get("destroy.keep"), CustomId.of(Verb.DESTROY_AS, user, "keep")));
    }
    buttons.add(Component.secondary(texts.get("no"), CustomId.of(Verb.NEVER_MIND)));
    return Message.text(texts.get("destroy.choose")).row(buttons);
  }

  Modal destroy(CustomId pressed) {
    return new Modal(
        new CustomId(Verb.DESTROY_FORM, pressed.arguments()),
        texts.get("destroy.title"),
        List.of(line("confirmation")));
  }

  Modal plan(CustomId pressed) {
    return new Modal(
        CustomId.of(Verb.PLAN_FORM, pressed.argument(0)),
        texts.get("plan.title"),
        List.of(
            line("title"),
            line("start"),
            line("zone").holding(pressed.argument(1)),
            line("duration").holding("4:00"),
            new Input("description", texts.get("input.description"), "", "", LONG, false, true)));
  }

  Modal claim(CustomId pressed) {
    return new Modal(
        CustomId.of(Verb.CLAIM_FORM, pressed.argument(0)),
        texts.get("claim.title"),
        List.of(line("transaction")));
  }

  Modal reason(CustomId pressed) {
    return new Modal(
        new CustomId(Verb.ADMIN_ASK_FORM, pressed.arguments()),
        texts.get("admin.reason.title"),
        List.of(line("reason")));
  }

  private Input line(String id) {
    return Input.line(id, texts.get("input." + id), texts.getOr("hint." + id, ""), SHORT);
  }

  /** Only what the platform takes as a name; the person may write another. */
  private static String proposedName(Person person) {
    String plain = person.displayName().replaceAll("[^A-Za-z0-9 ._-]", "").strip();
    return plain.length() > NAME ? plain.substring(0, NAME).strip() : plain;
  }
}
