/** How many sessions a host begins with where nobody says. */
export const SESSIONS = 8;

/** `s1`, `s2` and so on: the sessions that a host begins with. */
export function sessionNames(count: number = SESSIONS): readonly string[] {
  return Array.from({ length: count }, (_, index) => `s${index + 1}`);
}
