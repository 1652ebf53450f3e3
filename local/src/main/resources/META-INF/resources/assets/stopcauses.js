/** Why a run ended, in words that say more than the platform's label. */
const CAUSES = {
  asked: "stopped by its user",
  administrator: "stopped by an administrator",
  session_cancelled: "its session was cancelled",
  license_withdrawn: "its licence was taken back",
  idle: "nobody played any more",
  never_joined: "nobody came",
  no_world: "no world was open",
  session_over: "its session was over",
  session_failed: "its session failed",
  booked: "its licence was booked",
  unseen: "its players could not be counted",
  spending_cap: "the month's money was spent",
};

export const stopCause = (kind) => CAUSES[kind] ?? kind.replaceAll("_", " ");
