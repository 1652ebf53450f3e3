import { pool } from "./api.js";
import { watch } from "./watch.js";

/** Asks for users, sessions and licences again and again; answers with a way to ask at once. */
export function watchPool(show) {
  return watch(async () => unlisted(await pool()), (seen) => seen.problem ? undefined : show(seen));
}

/** Says what it is that has a problem. */
export function unlisted(seen) {
  return { ...seen, problem: seen.problem && `The servers could not be listed: ${seen.problem}` };
}
