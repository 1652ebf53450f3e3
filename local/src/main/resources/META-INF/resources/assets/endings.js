/** Why a run ended, where the platform's word for it says little to whoever reads it. */
const SAID = {
  asked: "stopped by its user",
  administrator: "stopped by an administrator",
  session_cancelled: "its session was cancelled",
  license_withdrawn: "its licence was taken back",
  idle: "nobody played any more",
  never_joined: "nobody came",
  session_over: "its session was over",
  session_failed: "its session failed",
  booked: "its licence was booked",
  unseen: "nobody could see its players",
  spending_cap: "the month's money was spent",
};

export const ending = (kind) => SAID[kind] ?? kind.replaceAll("_", " ");
