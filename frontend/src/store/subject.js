// What the page calls what it shows: the example it came from, as long as it is that example.

/** @typedef {import('./state.js').State} State */

/** A number, with the sign that belongs to it. */
const NUMBER = /(?<![\p{L}\p{N}_.])(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?/giu;
const SIGN = /(^|[=(,[*/+-])-(?=0)/gm;

/** What is left of a program when its numbers, blanks and comments are taken away. @param {string} program */
const skeleton = (program) =>
  program
    .replace(/#.*$/gm, '')
    .replace(/[ \t]+/g, '')
    .replace(NUMBER, '0')
    .replace(SIGN, '$1')
    .trim();

/**
 * An example keeps its title while only its numbers are changed, and says so.
 * @param {Pick<State, 'gallery' | 'text' | 'title'>} state
 * @returns {{title: string, goal: string, changed: boolean} | null} null: a text of one's own
 */
export function subject({ gallery, text, title }) {
  const same = gallery.find((item) => item.program === text);
  if (same) return { title: same.title, goal: same.goal, changed: false };
  const chosen = gallery.find((item) => item.title === title);
  if (!chosen || skeleton(chosen.program) !== skeleton(text)) return null;
  return { title: chosen.title, goal: chosen.goal, changed: true };
}
