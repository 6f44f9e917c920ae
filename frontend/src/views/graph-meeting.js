/** The element view ready to be drawn: the formula measured and put in a free place, its connectors routed. */

import { draw } from '../draw/svg.js';
import { entryView } from './graph-entry.js';
import { windowBox } from './graph-exits.js';
import { formulaOf, placeFormula } from './graph-formula.js';
import { linksOf } from './graph-links.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('./graph-room.js').Box} Box */
/**
 * `formula` null: no room for it, only the entries are lit. `seen`: what to look at, the most important first.
 * @typedef {{view: import('./graph-entry.js').EntryView, links: readonly import('./graph-links.js').Link[], formula: Drawing | null, box: Box | null, seen: readonly Box[]}} Meeting
 */

const HIGH = 72;
const PAD = 27;

/**
 * @param {HTMLElement} root
 * @param {typeof import('../words/en.js').words.graph} words
 * @param {() => void} changed called when the faces its formula is set in have come
 * @returns {{of: (study: Study, stage: Stage, state: State) => Meeting | null, stop: () => void}} made again only when what it shows has changed
 */
export function meetings(root, words, changed) {
  /** @type {readonly unknown[]} */
  let known = [];
  /** @type {Meeting | null} */
  let meeting = null;

  // Until then the formula was measured in another face: its place must not depend on when it was first looked at.
  const loaded = () => {
    if (!meeting?.formula) return;
    known = [];
    changed();
  };
  document.fonts.addEventListener('loadingdone', loaded);

  /** @param {HTMLElement} node */
  function widthOf(node) {
    node.classList.add('is-measured');
    root.append(node);
    const { width } = node.getBoundingClientRect();
    node.remove();
    node.classList.remove('is-measured');
    return Math.max(120, 8 * Math.ceil((width + 2 * PAD) / 8));
  }

  /** @param {Study} study @param {Stage} stage @param {State} state @returns {Meeting | null} */
  function of(study, stage, state) {
    const facts = [stage, study.pose, state.select, state.term];
    if (facts.every((fact, i) => fact === known[i])) return meeting;
    known = facts;
    const view = entryView(study, state);
    if (!view) return (meeting = null);
    const cards = [view.card, ...view.ends.map((end) => end.card)].flatMap((id) => stage.boxes.get(id) ?? []);
    const windows = [windowBox(stage, view.card, view.of, [view.entry]), ...view.ends.map((end) => windowBox(stage, end.card, end.of, end.entries))];
    if (stage.direction === 'down' || view.of === 'value' || view.count === 0) return (meeting = { view, links: [], formula: null, box: null, seen: [...windows, ...cards] });
    const node = formulaOf(study, view, words);
    const box = placeFormula(stage, view, widthOf(node), HIGH);
    const formula = draw('g', { key: 'formula', class: 'formula', transform: `translate(${box.x} ${box.y})`, 'aria-hidden': 'true' }, [
      draw('rect', { class: 'formula-frame', x: 0.5, y: 0.5, width: box.w - 1, height: box.h - 1, rx: 4 }),
      draw('foreignObject', { width: box.w, height: box.h }, node),
    ]);
    const [own, ...others] = windows;
    return (meeting = { view, links: linksOf(study, stage, view, box, words), formula, box, seen: [own, box, ...others, ...cards] });
  }

  return { of, stop: () => document.fonts.removeEventListener('loadingdone', loaded) };
}
