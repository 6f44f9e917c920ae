import { html } from '../draw/node.js';
import { compact, number } from '../store/format.js';
import { calledOf, cardOf, nameOf, nodeOf, slopeOf, studyOf } from './facts.js';
import { which } from './twins.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('../words/en.js').words} Words */

/** A browser takes seconds to lay out thousands: beyond these they are shown when that is asked for. */
const ROWS = 400;

/**
 * Everything on the stage as a table: what the picture says, in rows.
 * @type {View}
 */
export const view = {
  name: 'table',

  mount(root, context) {
    const words = context.words.table;
    const body = html('tbody');
    const heads = [words.node, words.value, words.local, words.gradient].map((text) => html('th', { scope: 'col' }, text));
    const rest = html('button', { type: 'button', class: 'link rest', hidden: true });
    /** The scene whose rows are all shown, though they are many. @type {unknown} */
    let whole = null;
    rest.addEventListener('click', () => {
      whole = shown?.scene ?? null;
      if (shown) show(shown);
      body.querySelectorAll('button')[ROWS]?.focus();
    });
    /** @type {import('./view.d.ts').Snapshot | null} */
    let shown = null;
    root.replaceChildren(html('table', { class: 'study' }, html('caption', { class: 'hushed' }, words.caption), html('thead', {}, html('tr', {}, ...heads)), body), rest);
    /** @type {Map<string, {row: HTMLElement, pose: unknown, scene: unknown}>} */
    let drawn = new Map();

    /** @param {Study} study @param {Card} card */
    function rowOf(study, card) {
      const pose = study.pose.cards.get(card.id);
      const before = drawn.get(card.id);
      if (before && before.pose === pose && before.scene === study.scene) return before;
      const name = html('button', { type: 'button', class: 'code', title: calledOf(study.trace, card) }, calledOf(study.trace, card));
      name.addEventListener('click', () => {
        const chosen = context.getState().select?.node === card.node;
        context.dispatch({ type: 'select', node: chosen ? null : card.node, of: 'value', entry: null });
      });
      const twin = card.stack > 0 ? null : which(study.trace, card.node, context.words);
      const row = html('tr', {}, html('th', { scope: 'row' }, name, ...(card.name !== null && card.glyph ? [html('span', { class: 'code glyph' }, card.glyph)] : []), twin === null ? null : html('span', { class: 'caption' }, twin)), ...cellsOf(study, card, context.words));
      row.addEventListener('click', (event) => event.target instanceof Element && !event.target.closest('button') && name.click());
      row.addEventListener('pointerenter', () => context.dispatch({ type: 'hover', node: card.node }));
      row.addEventListener('pointerleave', () => context.dispatch({ type: 'hover', node: null }));
      return { row, pose, scene: study.scene };
    }

    /** @param {import('./view.d.ts').Snapshot} snapshot */
    function show(snapshot) {
      shown = snapshot;
      const study = studyOf(snapshot);
      if (root.hidden || !study) return;
      const { cards } = study.scene;
      const some = whole === study.scene ? cards : cards.slice(0, ROWS);
      rest.hidden = some.length === cards.length;
      rest.textContent = words.rest(cards.length - some.length);
      const next = new Map(some.map((card) => [card.id, rowOf(study, card)]));
      const rows = [...next.values()].map((each) => each.row);
      if (rows.length !== body.children.length || rows.some((row, place) => row !== body.children[place])) swap(body, rows);
      drawn = next;
      const { select, hover } = snapshot.state;
      const working = study.pose.step?.card;
      for (const [id, { row }] of next) {
        row.setAttribute('aria-selected', String(Boolean(select) && study.scene.cardOf.get(select?.node ?? '') === id));
        row.classList.toggle('hovered', Boolean(hover) && study.scene.cardOf.get(hover?.node ?? '') === id);
        row.classList.toggle('working', working === id);
      }
    }

    return {
      show,
      describe(snapshot) {
        const study = studyOf(snapshot);
        const card = study && cardOf(study.scene, study.pose.step?.card ?? null);
        return card ? [...rowText(study, card, context.words)].join(', ') : words.caption;
      },
      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * Rows that stay keep their place in the document, and with it the focus.
 * @param {HTMLElement} body
 * @param {readonly HTMLElement[]} rows
 */
function swap(body, rows) {
  const kept = new Set(rows);
  const active = rows.length === body.children.length ? [...body.children].findIndex((each) => each.contains(document.activeElement)) : -1;
  for (const each of [...body.children]) if (!kept.has(/** @type {HTMLElement} */ (each))) each.remove();
  rows.forEach((row, place) => body.children[place] !== row && body.insertBefore(row, body.children[place] ?? null));
  if (active >= 0 && !rows[active].contains(document.activeElement)) rows[active].querySelector('button')?.focus({ preventScroll: true });
}

/** So many entries stand in a cell. */
const SHORT = 3;

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Words} words
 */
function rowText({ trace, pose }, card, words) {
  const node = nodeOf(trace, card.node);
  const at = pose.cards.get(card.id);
  const told = (/** @type {ArrayLike<number> | null | undefined} */ data) => (data && node.shape.length === 0 ? number(data[0]) : node.shape.length === 1 && data && data.length <= SHORT ? `[${Array.from(data, compact).join(', ')}]` : words.shape(node.shape));
  if (card.stack > 0) return [calledOf(trace, card), at?.value ? words.graph.values(card.stack, card.shape) : words.table.blank, gradientsText(at, card, words)];
  const value = at?.value ? told(node.value.data) : words.table.blank;
  const grad = at?.grad === 'none' ? words.table.noPath : at?.total ? told(at.total) : at?.grad === 'known' ? told(node.grad?.data) : card.kind === 'constant' ? words.table.none : words.table.blank;
  return [calledOf(trace, card), value, grad];
}

/** @param {import('../store/pose.js').CardPose | undefined} at @param {Card} card @param {Words} words */
function gradientsText(at, card, words) {
  if (!at || at.grad === 'blank') return words.table.blank;
  return at.grad === 'none' ? words.table.noPath : at.grad === 'known' ? words.graph.gradients(card.stack) : words.graph.gradientsSoFar(at.arrived.length, at.expected);
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Words} words
 */
function cellsOf(study, card, words) {
  const pose = study.pose.cards.get(card.id);
  const [, value, grad] = rowText(study, card, words);
  const blank = () => html('span', { class: 'hushed' }, words.table.blank);
  const wires = pose?.value && card.stack === 0 ? study.scene.wires.filter((wire) => wire.to === card.id && wire.live) : [];
  const slopes = wires.map((wire) => {
    const text = slopeText(study, card, wire);
    return html('span', { class: 'slope' }, html('code', {}, nameOf(study.trace, wire.node)), html('b', { class: large(text, words) ? 'extent' : 'local' }, text));
  });
  const gradient = pose?.grad === 'known' || pose?.grad === 'partial' ? html('b', { class: card.stack > 0 || large(grad, words) ? `extent ${pose.grad}` : `grad ${pose.grad}` }, grad) : pose?.grad === 'none' ? html('span', { class: 'caption' }, grad) : card.kind === 'constant' ? html('span', { class: 'hushed' }, grad) : blank();
  return [
    html('td', {}, pose?.value ? html('b', { class: card.stack > 0 || large(value, words) ? 'extent' : 'value' }, value) : blank()),
    html('td', {}, ...(slopes.length ? slopes : [html('span', { class: 'hushed' }, words.table.none)])),
    html('td', {}, gradient),
  ];
}

/**
 * Between scalars the slope; between tensors the shape of the table of slopes, result by operand.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 */
function slopeText(study, card, wire) {
  const dims = nodeOf(study.trace, wire.node).shape;
  if (card.shape.length === 0 && dims.length === 0) return number(slopeOf(study, wire));
  return `${count(card.shape)} × ${count(dims)}`;
}

/** A shape is no answer, and does not look like one. @param {string} text @param {Words} words */
const large = (text, words) => text.includes(' × ') || text.endsWith(words.shape([SHORT + 1]).slice(1));

/** @param {readonly number[]} dims */
const count = (dims) => dims.reduce((product, extent) => product * extent, 1);
