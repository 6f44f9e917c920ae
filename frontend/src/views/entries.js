import { html } from '../draw/node.js';
import { icon } from '../draw/icon.js';
import { entryName, unravel } from '../store/format.js';
import { shown } from '../store/state.js';
import { rebuild } from './cells.js';
import { checkOfEntry, gradientEntry } from './entries-gradient.js';
import { overview, valueEntry } from './entries-value.js';
import { stackOf } from './explain-stack.js';
import { cardOf, entryText, nameOf, nodeOf, studyOf, wireOf } from './facts.js';
import { told } from './explain-parts.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/state.js').Selection} Selection */

/**
 * One entry and the numbers behind it; without an entry, the tables to choose one from.
 * @type {View}
 */
export const view = {
  name: 'entries',

  mount(root, context) {
    /** @type {readonly unknown[]} */
    let drawn = [];

    return {
      show(snapshot) {
        if (root.hidden) {
          drawn = [];
          return;
        }
        const { state, scene, pose } = snapshot;
        const key = [shown(state), scene, pose?.index, state.select, state.region, state.told];
        if (drawn.length === 0 || !key.every((part, place) => part === drawn[place])) {
          drawn = key;
          const study = studyOf(snapshot);
          rebuild(root, () => (study ? build(study, state.select, context) : []));
        }
        // The product under the pointer changes with every move; only its mark follows.
        for (const each of root.querySelectorAll('[data-term]')) {
          each.classList.toggle('linked', /** @type {HTMLElement} */ (each).dataset.term === String(state.term));
        }
      },
      describe(snapshot) {
        const study = studyOf(snapshot);
        const select = snapshot.state.select;
        if (!study || !select || select.entry === null) return context.words.entries.none;
        const node = nodeOf(study.trace, select.node);
        const tensor = select.of === 'grad' ? node.grad : node.value;
        return `${titleOf(study, select)}: ${entryText(tensor, select.entry)}`;
      },
      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * @param {Study} study
 * @param {Selection | null} select
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function build(study, select, context) {
  const { step } = study.pose;
  const id = select?.node ?? wireOf(study.scene, step?.wire ?? null)?.node ?? step?.node;
  if (!id) return [html('p', { class: 'sentence' }, context.words.entries.none)];
  const card = cardOf(study.scene, study.scene.cardOf.get(id) ?? null);
  if (card && card.stack > 0) return stackOf(study, card, context).filter((each) => each !== null);
  if (!select || select.entry === null) return overview(study, id, context);
  const chosen = { ...select, entry: select.entry };
  const body = select.of === 'grad' ? gradientEntry(study, chosen, context) : valueEntry(study, chosen, context);
  const checked = select.of === 'grad' ? checkOfEntry(study, chosen, context) : null;
  return [head(study, chosen, context), ...body, all(chosen, context), ...(checked ? [checked] : [])];
}

/**
 * The way back to the tables.
 * @param {Selection} select
 * @param {Context} context
 */
function all(select, context) {
  const button = html('button', { type: 'button', class: 'link', 'data-key': 'all' }, context.words.entries.back);
  button.addEventListener('click', () => {
    context.dispatch({ type: 'select', node: select.node, of: select.of, entry: null });
    context.dispatch({ type: 'tab', tab: 'entries' });
  });
  return html('p', {}, button);
}

/**
 * @param {Study} study
 * @param {Selection} select
 */
function titleOf({ trace }, select) {
  const node = nodeOf(trace, select.node);
  return entryName((select.of === 'grad' ? 'd' : '') + nameOf(trace, node.id), node.shape, select.entry);
}

/**
 * @param {Study} study
 * @param {Selection & {entry: number}} select
 * @param {Context} context
 */
function head(study, select, context) {
  const words = context.words.entries;
  const node = nodeOf(study.trace, select.node);
  const size = node.shape.reduce((product, extent) => product * extent, 1);
  const turn = (/** @type {'left' | 'right'} */ way, /** @type {string} */ label, /** @type {number} */ by) => {
    const button = html('button', { type: 'button', class: 'plain square small', 'aria-label': label, title: label, 'data-key': way }, icon(way));
    button.addEventListener('click', () => context.dispatch({ type: 'select', node: select.node, of: select.of, entry: (select.entry + by + size) % size }));
    return button;
  };
  const place = words.place(unravel(select.entry, node.shape));
  const sub = told((select.of === 'grad' ? words.ofGradient : words.ofValue).replace('{place}', place), { name: nameOf(study.trace, node.id) }, 'sub');
  const turns = size > 1 ? html('div', { class: 'turns' }, turn('left', words.previous, -1), turn('right', words.next, 1)) : null;
  return html('header', { class: 'heading' }, html('h2', {}, html('code', {}, titleOf(study, select))), turns, sub);
}
