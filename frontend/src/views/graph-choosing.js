/** What a click or a key on the graph means: choose a value, an entry, open or close a group, go to a neighbour. */

import { lookup } from '../wire.js';
import { neighbour, wayOf } from './graph-keys.js';
import { entryAt } from './graph-size.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('./view.d.ts').Context} Context */

/**
 * @typedef {object} Hands
 * @property {() => {study: Study, stage: Stage} | null} shown
 * @property {() => string} focus the card that holds the tab stop
 * @property {(card: string | null, grab: boolean) => void} refocus `grab`: also the keyboard
 * @property {(dx: number, dy: number) => void} pan
 */

const PAN = 60;
/** @type {Record<string, [number, number]>} */
const PANS = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };

/**
 * @param {Context['dispatch']} dispatch
 * @param {Hands} hands
 */
export function choosing(dispatch, { shown, focus, refocus, pan }) {
  /**
   * @param {Element} target
   * @param {number} x on the stage
   * @param {number} y
   */
  function click(target, x, y) {
    const said = (/** @type {string} */ name) => target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null;
    const group = said('open') ?? said('close');
    if (group) return dispatch({ type: 'toggle-group', id: group });
    const now = shown();
    const seed = said('seed');
    const card = now?.study.scene.cardById.get(seed ?? said('card') ?? '');
    const [box, size] = [card && now?.stage.boxes.get(card.id), card && now?.stage.sizes.get(card.id)];
    if (!card || !box || !size) return dispatch({ type: 'select', node: null });
    refocus(card.id, false);
    if (seed) return dispatch({ type: 'select', node: card.node, of: 'grad', entry: null });
    const of = said('of') === 'grad' ? 'grad' : 'value';
    // A stack shows no entry of any of its members.
    const entry = card.stack > 0 ? null : entryAt(size, of, x - box.x, y - box.y);
    return dispatch({ type: 'select', node: card.node, of, entry });
  }

  /**
   * @param {KeyboardEvent} event on a card
   * @returns {boolean} whether it meant something
   */
  function key(event) {
    const now = shown();
    const card = now?.study.scene.cardById.get(focus());
    if (!now || !card || !(event.target instanceof Element) || !event.target.closest('[data-card]')) return false;
    const way = wayOf(event.key, now.stage.direction);
    if (way && event.shiftKey) {
      pan(...PANS[event.key]);
      return true;
    }
    if (way) {
      refocus(neighbour(now.stage, card.id, way), true);
      return true;
    }
    if (event.key === 'Enter' && card.group) return toggle(card.group, card.node);
    if (event.key === 'Enter') {
      dispatch({ type: 'select', node: card.node, of: 'value', entry: null });
      return true;
    }
    if (event.key !== 'Escape') return false;
    const { nodes, groups } = lookup(now.study.trace);
    const around = card.group === null ? nodes.get(card.node)?.group : groups.get(card.group)?.parent;
    return around ? toggle(around, card.node) : false;
  }

  /** @param {string} group @param {string} node whose card gets the focus then */
  function toggle(group, node) {
    dispatch({ type: 'toggle-group', id: group });
    refocus(shown()?.study.scene.cardOf.get(node) ?? null, true);
    return true;
  }

  return { click, key };
}
