/** The timeline as a drawing: axes, ticks, brackets or bars, labels, the seed and the playhead. */

import { draw } from '../draw/svg.js';
import { playhead } from './timeline-geometry.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./timeline-geometry.js').Geometry} Geometry */
/** @typedef {import('../draw/svg.js').Maybe} Maybe */
/** @typedef {import('../words/en.js').words} Words */

/**
 * @param {Geometry} at
 * @param {Study} study
 * @param {number} now
 * @param {boolean} labelled
 * @param {Words['timeline']} words
 * @returns {Maybe[]}
 */
export function picture(at, study, now, labelled, words) {
  const x = playhead(at, now);
  const done = now === study.scene.steps.length ? at.width : x;
  const state = (/** @type {number} */ step) => (step <= now ? 'done' : 'ahead');
  const current = (/** @type {{first: number, last: number}} */ { first, last }) => first <= now && now <= last;
  const bars = at.bars.length > 0;
  const number = String(now);
  // The flag stands where the labels are: what it would cover stays away.
  const clear = (/** @type {{x: number, text: string}} */ label) => Math.abs(label.x - x) > label.text.length * 3.6 + flagWidth(number) / 2 + 2;
  return [
    ...axes(at, done, bars),
    ...at.ticks.map((tick) => draw('line', { key: `t${tick.step}`, class: `tick ${tick.zone} ${state(tick.step)}`, x1: tick.x, x2: tick.x, y1: 0, y2: tick.zone === 'forward' ? -tick.length : tick.length })),
    ...at.bars.flatMap((bar, place) => {
      const middle = Math.max(bar.from, Math.min(bar.to - 1, done));
      const part = (/** @type {string} */ which, /** @type {number} */ from, /** @type {number} */ to) =>
        to > from && draw('rect', { key: `b${place} ${which}`, class: `bar ${bar.zone} ${which}`, x: from, width: to - from, y: bar.zone === 'forward' ? -9 : 1, height: 8 });
      return [part('done', bar.from, middle), part('ahead', middle, Math.max(bar.from + 1, bar.to - 1))];
    }),
    ...at.bars.map((bar, place) => bar.label !== '' && draw('text', { key: `bl${place}`, class: `label ${bar.zone}${current(bar) ? ' now' : ''}`, x: (bar.from + bar.to) / 2, y: bar.zone === 'forward' ? -17 : 28 }, bar.label)),
    ...at.labels.map((label) => clear(label) && draw('text', { key: `l${label.step}`, class: 'label forward', x: label.x, y: -17 }, label.text)),
    ...at.brackets.map((each) => draw('line', { key: `k${each.first}`, class: 'bracket', x1: each.from, x2: each.to, y1: 14, y2: 14 })),
    ...at.brackets.map((each) => each.label !== '' && draw('text', { key: `kl${each.first}`, class: `label backward${current(each) ? ' now' : ''}`, x: (each.from + each.to) / 2, y: 28 }, each.label)),
    ...at.seeds.map((seed) => draw('path', { key: `s${seed.step}`, class: `seed ${state(seed.step)}`, d: `M${seed.x} -6l6 6-6 6-6-6z` })),
    labelled && at.seeds[0] && at.bars.length === 0 && clear(at.seeds[0]) && draw('text', { key: 'seed', class: 'label', x: at.seeds[0].x, y: -17 }, at.seeds[0].text),
    labelled && at.forward && draw('text', { key: 'fwd', class: 'way forward', x: at.forward[0], y: 28 }, words.forward),
    labelled && at.backward && draw('text', { key: 'bwd', class: 'way backward', x: wayBack(at, x), y: -17 }, words.backward),
    draw('g', { key: 'head', class: 'playhead', transform: `translate(${x} 0)` }, labelled ? flag(number) : pin()),
  ];
}

/**
 * "← Backward" stands at the right end of its zone, left of the playhead when that is there.
 * @param {Geometry} at
 * @param {number} x
 */
function wayBack(at, x) {
  const right = at.backward ? at.backward[1] : 0;
  return right - x < 100 && x > right - 100 ? x - 28 : right;
}

/**
 * @param {Geometry} at
 * @param {number} x
 * @param {boolean} bars
 * @returns {Maybe[]}
 */
function axes(at, x, bars) {
  return (/** @type {const} */ (['forward', 'backward'])).flatMap((zone) => {
    const reach = at[zone];
    if (!reach || bars) return [];
    const middle = Math.max(reach[0], Math.min(reach[1], x));
    const line = (/** @type {string} */ state, /** @type {number} */ from, /** @type {number} */ to) =>
      to > from && draw('line', { key: `${zone} ${state}`, class: `axis ${zone} ${state}`, x1: from, x2: to, y1: 0, y2: 0 });
    return [line('done', reach[0], middle), line('ahead', middle, reach[1])];
  });
}

/** @param {string} number */
const flagWidth = (number) => Math.max(22, number.length * 7.8 + 12);

/** @param {string} number @returns {Maybe[]} */
function flag(number) {
  const width = flagWidth(number);
  return [
    draw('line', { x1: 0, x2: 0, y1: -18, y2: 14 }),
    draw('rect', { x: -width / 2, y: -34, width, height: 18, rx: 2 }),
    draw('text', { x: 0, y: -20.5 }, number),
  ];
}

/** @returns {Maybe[]} */
const pin = () => [draw('line', { x1: 0, x2: 0, y1: -12, y2: 13 }), draw('circle', { r: 5, cy: -12 })];
