/** The element view ready to be drawn: the formula measured and put in a free place, its connectors routed. */

import { draw } from '../draw/svg.js';
import { entryView } from './graph-entry.js';
import { formulaOf, placeFormula } from './graph-formula.js';
import { linksOf } from './graph-links.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** `formula` null: no room for it, only the entries are lit. @typedef {{view: import('./graph-entry.js').EntryView, links: readonly import('./graph-links.js').Link[], formula: Drawing | null}} Meeting */

const HIGH = 72;
const PAD = 27;

/**
 * @param {HTMLElement} root
 * @param {typeof import('../words/en.js').words.graph} words
 * @returns {(study: Study, stage: Stage, state: State) => Meeting | null} made again only when what it shows has changed
 */
export function meetings(root, words) {
  /** @type {readonly unknown[]} */
  let known = [];
  /** @type {Meeting | null} */
  let meeting = null;

  /** @param {HTMLElement} node */
  function widthOf(node) {
    node.classList.add('is-measured');
    root.append(node);
    const { width } = node.getBoundingClientRect();
    node.remove();
    node.classList.remove('is-measured');
    return Math.max(120, Math.ceil(width) + 2 * PAD);
  }

  return (study, stage, state) => {
    const facts = [stage, study.pose, state.select, state.term];
    if (facts.every((fact, i) => fact === known[i])) return meeting;
    known = facts;
    const view = entryView(study, state);
    if (!view) return (meeting = null);
    if (stage.direction === 'down') return (meeting = { view, links: [], formula: null });
    const node = formulaOf(study, view, words);
    const box = placeFormula(stage, view, widthOf(node), HIGH);
    const formula = draw('g', { key: 'formula', class: 'formula', transform: `translate(${box.x} ${box.y})`, 'aria-hidden': 'true' }, [
      draw('rect', { class: 'formula-frame', x: 0.5, y: 0.5, width: box.w - 1, height: box.h - 1, rx: 4 }),
      draw('foreignObject', { width: box.w, height: box.h }, node),
    ]);
    return (meeting = { view, links: linksOf(study, stage, view, box, words), formula });
  };
}
