import { html } from '../draw/node.js';
import { typed } from '../draw/field.js';
import { shown } from '../store/state.js';
import { rowOf, valueOf } from './inputs-row.js';
import { outdated } from './problem-said.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../wire.d.ts').Input} Input */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('./inputs-row.js').Row} Row */

/** The numbers one may turn: a slider and a field for a scalar, cells for a matrix. @type {View} */
export const view = {
  name: 'inputs',

  mount(root, context) {
    const words = context.words.inputs;
    const hint = html('span', { class: 'caption' });
    const resetAll = html('button', { class: 'link', type: 'button' }, words.reset);
    const list = html('div', { class: 'rows' });
    /** @type {Map<string, Row>} */
    let rows = new Map();

    resetAll.addEventListener('click', () => {
      for (const name of Object.keys(context.getState().vars)) context.dispatch({ type: 'reset-var', name });
    });
    root.replaceChildren(html('div', { class: 'head' }, html('h2', {}, words.heading), outdated(context.words), hint, resetAll), list);

    /** A row stays as long as its input keeps its form. @param {readonly Input[]} inputs */
    function arrange(inputs) {
      const next = new Map(
        inputs.map((input) => {
          const key = JSON.stringify([input.name, input.shape, input.node, input.source, Boolean(input.slider)]);
          return [key, rows.get(key) ?? rowOf(input, context)];
        }),
      );
      const elements = [...next.values()].map((row) => row.element);
      const moved = elements.length !== list.children.length || elements.some((element, k) => element !== list.children[k]);
      const resume = moved ? held(rows, next) : null;
      rows = next;
      if (moved) list.replaceChildren(...elements);
      return resume;
    }

    return {
      show({ state }) {
        const inputs = inputsOf(state);
        root.hidden = inputs.length === 0;
        const resume = arrange(inputs);
        const changed = Object.keys(state.vars).length > 0;
        resetAll.hidden = !changed;
        hint.hidden = changed;
        hint.textContent = inputs.length === 0 ? '' : inputs.some((input) => input.shape.length === 0) ? words.drag : words.click;
        [...rows.values()].forEach((row, k) => row.set(inputs[k], state));
        resume?.();
      },

      describe: ({ state }) =>
        inputsOf(state)
          .map((input) => (input.shape.length === 0 ? `${input.name} = ${typed(valueOf(input, state)[0])}` : input.name))
          .join(', '),

      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * Those of the text as far as it ran: a wrong shape is mended where the numbers are.
 * @param {State} state
 * @returns {readonly Input[]}
 */
const inputsOf = (state) => shown(state)?.inputs ?? [];

/**
 * How to give the focus back after the rows have moved: to the same field, or to the one that took its place.
 * @param {ReadonlyMap<string, Row>} before
 * @param {ReadonlyMap<string, Row>} after
 * @returns {(() => void) | null}
 */
function held(before, after) {
  const active = document.activeElement;
  const row = [...before.values()].find((each) => each.element.contains(active));
  if (!row || !(active instanceof HTMLInputElement)) return null;
  if ([...after.values()].includes(row)) return () => active.focus({ preventScroll: true });
  const next = [...after.values()].find((each) => each.name === row.name)?.main;
  const { value, selectionStart } = active;
  return next && row.main?.element === active ? () => next.resume(value, selectionStart) : null;
}
