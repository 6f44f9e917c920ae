/** What lies under and around the content of a card: its face, the tint of a known gradient, borders that tell its state. */

import { draw } from '../draw/svg.js';

/** @typedef {import('../draw/svg.js').Maybe} Maybe */
/** @typedef {import('./graph-card.js').Told} Told */

/** @param {Told} told @returns {Maybe[]} */
export function ground({ card, size, pose, marks, words }) {
  const { w, h, rule } = size;
  const tided = pose.grad === 'known' && (size.kind === 'scalar' || size.kind === 'compact');
  const row = `M1 ${rule + 1}H${w - 1}V${h - 4}a3 3 0 0 1 -3 3H4a3 3 0 0 1 -3 -3Z`;
  return [
    // The ones behind, 4 px up and right each.
    ...(card.stack > 0 ? [8, 4] : []).map((by) => draw('rect', { key: `behind ${by}`, class: 'card-face card-behind', x: by + 0.5, y: 0.5 - by, width: w - 1, height: h - 1, rx: 4 })),
    draw('title', { key: 'title' }, [...new Set([card.name, card.title, card.group && marks.inside && words.nodes(marks.inside)])].filter((part) => part).join(', ')),
    draw('rect', { key: 'face', class: 'card-face', x: 0.5, y: 0.5, width: w - 1, height: h - 1, rx: 4, 'data-of': 'value' }),
    card.kind !== 'constant' && draw('path', { key: 'row', class: 'card-row', d: row, 'data-of': 'grad' }),
    tided && draw('path', { key: 'tide', class: 'card-tide', d: row, opacity: marks.settle < 1 ? marks.settle : null }),
    rule < h && draw('path', { key: 'axis', class: 'card-axis', d: `M1 ${rule + 0.5}H${w - 1}` }),
  ];
}

/** @param {Told} told @returns {Maybe[]} */
export function frames({ card, size, pose, marks, words }) {
  const { w, h, rule } = size;
  const settling = pose.grad === 'known' && marks.settle < 1;
  return [
    (pose.grad === 'partial' || settling) && draw('rect', {
      key: 'waiting', class: 'card-waiting', x: 0.75, y: rule + 0.5, width: w - 1.5, height: h - rule - 1.25, rx: 3,
      opacity: settling ? 1 - marks.settle : null,
    }),
    draw('rect', { key: 'edge', class: 'card-edge', x: 1, y: 1, width: w - 2, height: h - 2, rx: 3.5 }),
    marks.kink && draw('g', { key: 'kink', class: 'kink', transform: `translate(${w - 36} -14)` }, [
      draw('title', {}, words.kink),
      draw('rect', { width: 28, height: 18, rx: 3 }),
      draw('path', { d: 'M7 12h7l6 -6' }),
    ]),
    draw('rect', {
      key: 'ring', class: 'card-ring', x: -3.25, y: -3.25, width: w + 6.5, height: h + 6.5, rx: card.kind === 'constant' ? 7 : 7.25,
    }),
  ];
}
