/** Corners met and other things worth knowing, at the card they are about. */

import { html } from '../draw/node.js';
import { opened } from '../draw/opened.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./view.d.ts').Context} Context */

/** So many are read at a glance; a closed loop may have a thousand, and the rest of them opens. */
const FEW = 3;

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Context} context
 * @returns {HTMLElement | null}
 */
export function notices({ trace, scene }, card, { words }) {
  const inside = new Set(trace.nodes.filter((node) => scene.cardOf.get(node.id) === card.id).flatMap((node) => node.notices));
  const lines = toldOnce([...inside].flatMap((place) => trace.notices[place]?.text ?? []), (count) => `${words.capital(words.times(count))}.`);
  if (lines.length === 0) return null;
  const written = (/** @type {string} */ text) => html('p', {}, text);
  const rest = lines.slice(FEW);
  const unlisted = trace.notices.find((notice) => notice.code === 'unlisted');
  return html(
    'section',
    { class: 'notices' },
    html('h3', {}, words.explain.notice),
    inside.size > FEW ? html('p', { class: 'caption' }, words.explain.places(inside.size)) : null,
    ...lines.slice(0, FEW).map(written),
    rest.length > 0 ? opened(words.explain.showMore(rest.length), 'notices', () => html('div', { class: 'rest', tabindex: 0 }, ...rest.map(written))) : null,
    unlisted ? html('p', { class: 'caption' }, unlisted.text) : null,
  );
}

/**
 * What is said of many places in the same words is said once, with how often.
 * @param {readonly string[]} texts
 * @param {(count: number) => string} times
 */
export function toldOnce(texts, times) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count > 1 ? `${text} ${times(count)}` : text));
}
