package dev.foundryhosting.functions.discord.interaction;

/**
 * What a button, select menu or modal is for. Its custom id names the verb and what it is about;
 * who may use it is asked of whoever does, every time.
 */
public enum Verb {
  REGISTER("register", 0, Use.ANYBODY),
  REGISTER_AS("register-as", 1, Use.ANYBODY),
  REGISTER_FORM("register-form", 1, Use.ANYBODY),
  NEVER_MIND("never-mind", 0, Use.ANYBODY),

  START("start", 1, Use.OWNER),
  STOP("stop", 1, Use.OWNER),
  KEEP_ALIVE("keep-alive", 2, Use.OWNER),
  PROLONG("prolong", 2, Use.OWNER),
  REFRESH("refresh", 1, Use.OWNER),
  VERSION("version", 1, Use.OWNER),
  ADMIN_KEY("admin-key", 1, Use.OWNER),
  DESTROY("destroy", 2, Use.OWNER),
  DESTROY_AS("destroy-as", 2, Use.OWNER),
  DESTROY_FORM("destroy-form", 2, Use.OWNER),

  SESSIONS("sessions", 1, Use.OWNER),
  PLAN("plan", 2, Use.OWNER),
  PLAN_FORM("plan-form", 1, Use.OWNER),
  PLAN_BOOK("plan-book", 2, Use.OWNER),
  CANCEL_SESSION("cancel-session", 1, Use.OWNER),

  LICENSE("license", 1, Use.OWNER),
  LICENSE_DO("license-do", 2, Use.OWNER),

  COSTS("costs", 1, Use.OWNER),
  CLAIM("claim", 1, Use.OWNER),
  CLAIM_FORM("claim-form", 1, Use.OWNER),

  ADMIN_OVERVIEW("admin-overview", 0, Use.ADMINISTRATOR),
  ADMIN_DETAIL("admin-detail", 0, Use.ADMINISTRATOR),
  ADMIN_ASK("admin-ask", 2, Use.ADMINISTRATOR),
  ADMIN_ASK_FORM("admin-ask-form", 2, Use.ADMINISTRATOR),
  ADMIN_DO("admin-do", 1, Use.ADMINISTRATOR);

  /** Who may use a component. */
  public enum Use {
    ANYBODY,
    /** Only whom its first argument names. */
    OWNER,
    ADMINISTRATOR
  }

  private final String code;
  private final int arguments;
  private final Use use;

  Verb(String code, int arguments, Use use) {
    this.code = code;
    this.arguments = arguments;
    this.use = use;
  }

  /** How it is spelled in a custom id. */
  public String code() {
    return code;
  }

  /** How many arguments follow it. */
  public int arguments() {
    return arguments;
  }

  public Use use() {
    return use;
  }

  /** Whether what it leads to stands in place of the message that was pressed. */
  public boolean changesItsMessage() {
    return switch (this) {
      case NEVER_MIND,
          START,
          STOP,
          KEEP_ALIVE,
          REFRESH,
          VERSION,
          PLAN_BOOK,
          CANCEL_SESSION,
          LICENSE_DO,
          ADMIN_OVERVIEW,
          ADMIN_DETAIL,
          ADMIN_DO ->
          true;
      case REGISTER,
          REGISTER_AS,
          REGISTER_FORM,
          PROLONG,
          ADMIN_KEY,
          DESTROY,
          DESTROY_AS,
          DESTROY_FORM,
          SESSIONS,
          PLAN,
          PLAN_FORM,
          LICENSE,
          COSTS,
          CLAIM,
          CLAIM_FORM,
          ADMIN_ASK,
          ADMIN_ASK_FORM ->
          false;
    };
  }
}
