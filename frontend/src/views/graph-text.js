/** How wide a text will be, without asking a page: Plex's digits are all 0.6 em, its mono is 0.6 em throughout. */

/** Widths in em of signs that are not digits; what is not listed is as wide as a digit. */
const SANS = Object.fromEntries([
  ...[...'.,:;'].map((sign) => [sign, 0.28]), ...[...'ilj'].map((sign) => [sign, 0.27]), ...[...'ftr'].map((sign) => [sign, 0.37]),
  ...[...'mw'].map((sign) => [sign, 0.87]), ...[...'abcdeghknopqsuvxyz'].map((sign) => [sign, 0.56]),
  [' ', 0.26], ['N', 0.7], ['∞', 0.86],
]);

/** @param {string} text @param {number} size in px */
export const mono = (text, size) => text.length * 0.6 * size;

/** @param {string} text @param {number} size in px */
export function sans(text, size) {
  let em = 0;
  for (const sign of text) em += SANS[sign] ?? 0.6;
  return em * size;
}

/**
 * The text, or as much of it as fits with an ellipsis.
 * @param {string} text mono
 * @param {number} size
 * @param {number} room in px
 */
export function fitted(text, size, room) {
  if (mono(text, size) <= room) return text;
  const signs = Math.max(1, Math.floor(room / (0.6 * size)) - 1);
  return `${text.slice(0, signs)}…`;
}
