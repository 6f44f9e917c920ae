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
        if (!card) return words.caption;
        const { name, value, grad } = told(study, card, context.words);
        return [name, value.text, grad.text].join(', ');
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

/** `extent`: how many numbers there are, in place of them: that is no answer, and does not look like one. @typedef {{text: string, extent: boolean}} Told */

/** @param {string} text @returns {Told} */
const plain = (text) => ({ text, extent: false });

/**
 * @param {ArrayLike<number> | null | undefined} data
 * @param {readonly number[]} dims
 * @param {Words} words
 * @returns {Told}
 */
function entries(data, dims, words) {
  if (data && dims.length === 0) return plain(number(data[0]));
  if (data && dims.length === 1 && data.length <= SHORT) return plain(`[${Array.from(data, compact).join(', ')}]`);
  return { text: words.shape(dims), extent: true };
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Words} words
 * @returns {{name: string, value: Told, grad: Told}}
 */
function told({ trace, pose }, card, words) {
  const node = nodeOf(trace, card.node);
  const at = pose.cards.get(card.id);
  const name = calledOf(trace, card);
  if (card.stack > 0) return { name, value: at?.value ? { text: words.graph.values(card.stack, card.shape), extent: true } : plain(words.table.blank), grad: gradients(at, card, words) };
  const value = at?.value ? entries(node.value.data, node.shape, words) : plain(words.table.blank);
  if (at?.grad === 'none') return { name, value, grad: plain(words.table.noPath) };
  const data = at?.total ?? (at?.grad === 'known' ? node.grad?.data : null);
  const come = Boolean(at?.total) || at?.grad === 'known';
  return { name, value, grad: come ? entries(data, node.shape, words) : plain(card.kind === 'constant' ? words.table.none : words.table.blank) };
}

/** @param {import('../store/pose.js').CardPose | undefined} at @param {Card} card @param {Words} words @returns {Told} */
function gradients(at, card, words) {
  if (!at || at.grad === 'blank') return plain(words.table.blank);
  if (at.grad === 'none') return plain(words.table.noPath);
  return { text: at.grad === 'known' ? words.graph.gradients(card.stack) : words.graph.gradientsSoFar(at.arrived.length, at.expected), extent: true };
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Words} words
 */
function cellsOf(study, card, words) {
  const pose = study.pose.cards.get(card.id);
  const { value, grad } = told(study, card, words);
  const blank = () => html('span', { class: 'hushed' }, words.table.blank);
  const wires = pose?.value && card.stack === 0 ? study.scene.wires.filter((wire) => wire.to === card.id && wire.live) : [];
  const slopes = wires.map((wire) => {
    const { text, extent } = slope(study, card, wire);
    return html('span', { class: 'slope' }, html('code', {}, nameOf(study.trace, wire.node)), html('b', { class: extent ? 'extent' : 'local' }, text));
  });
  const gradient = pose?.grad === 'known' || pose?.grad === 'partial' ? html('b', { class: `${grad.extent ? 'extent' : 'grad'} ${pose.grad}` }, grad.text) : pose?.grad === 'none' ? html('span', { class: 'caption' }, grad.text) : card.kind === 'constant' ? html('span', { class: 'hushed' }, grad.text) : blank();
  return [
    html('td', {}, pose?.value ? html('b', { class: value.extent ? 'extent' : 'value' }, value.text) : blank()),
    html('td', {}, ...(slopes.length ? slopes : [html('span', { class: 'hushed' }, words.table.none)])),
    html('td', {}, gradient),
  ];
}

/**
 * Between scalars the slope; between tensors the shape of the table of slopes, result by operand.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @returns {Told}
 */
function slope(study, card, wire) {
  const dims = nodeOf(study.trace, wire.node).shape;
  if (card.shape.length === 0 && dims.length === 0) return plain(number(slopeOf(study, wire)));
  return { text: `${count(card.shape)} × ${count(dims)}`, extent: true };
}

/** @param {readonly number[]} dims */
const count = (dims) => dims.reduce((product, extent) => product * extent, 1);
