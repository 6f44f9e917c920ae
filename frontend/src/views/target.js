import { MOST_CELLS, fields, flat, nested } from '../draw/fields.js';
import { numberField, telling } from '../draw/field.js';
import { icon } from '../draw/icon.js';
import { options } from '../draw/options.js';
import { html } from '../draw/node.js';
import { compact, number, primed, shape as shapeWords } from '../store/format.js';
import { entriesOf } from '../local/indexing.js';
import { outdated } from './problem-said.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('../store/state.js').State} State */

/** What the gradients are of, and the gradient that comes in from above: one number, or the shape of the target. @type {View} */
export const view = {
  name: 'target',

  mount(root, context) {
    const words = context.words.target;
    const picker = html('select', { class: 'field code' });
    const upstream = html('section', { class: 'upstream' });
    const mode = html('div', { class: 'line' }, html('span', { class: 'key' }, words.mode), html('span', {}, words.reverse));
    const note = html('p', { class: 'takes', role: 'status', hidden: true });
    /** @type {ReturnType<typeof scalar> | ReturnType<typeof matrix>} */
    let body = scalar(context, note);
    const line = html('div', { class: 'line' }, html('span', { class: 'key' }, words.upstream), body.element);
    const label = html('label', { class: 'line' }, html('span', { class: 'key' }, words.of), html('span', { class: 'picker' }, picker, icon('down')));
    let drawnNames = '';
    let drawnShape = '';

    picker.addEventListener('change', () => context.dispatch({ type: 'target', name: picker.value || null }));
    root.replaceChildren(
      html('div', { class: 'head' }, html('h2', {}, words.heading), outdated(context.words)),
      label,
      line,
      mode,
      upstream,
      note,
    );

    /** @param {State} state @param {Node} target */
    function drawNames(state, target) {
      const names = state.trace?.names ?? [];
      // A name given again means its last value, which carries primes everywhere else on the page.
      const last = new Map((state.trace?.nodes ?? []).map((node) => [node.name, node.version]));
      const shown = names.map((name) => primed(name, last.get(name) ?? 0));
      const key = JSON.stringify([shown, target.name, target.label]);
      if (key === drawnNames) return;
      drawnNames = key;
      const unnamed = !target.name || !names.includes(target.name);
      picker.replaceChildren(
        ...(unnamed ? [html('option', { value: '' }, target.label)] : []),
        ...options(names.map((value, place) => ({ value, text: shown[place] }))),
      );
    }

    /** @param {Node} target */
    function drawShape(target) {
      const key = JSON.stringify([target.shape, target.label]);
      if (key === drawnShape) return;
      drawnShape = key;
      const tensor = target.shape.length > 0;
      body = tensor ? matrix(target, context, note) : scalar(context, note);
      note.hidden = true;
      line.hidden = tensor;
      mode.hidden = tensor;
      upstream.hidden = !tensor;
      line.replaceChildren(line.children[0], ...(tensor ? [] : [body.element]));
      upstream.replaceChildren(...(tensor ? [body.element] : []));
    }

    return {
      show({ state }) {
        const target = targetOf(state);
        root.hidden = !target;
        if (!target) return;
        drawNames(state, target);
        const chosen = target.name && (state.trace?.names ?? []).includes(target.name) ? target.name : '';
        if (picker.value !== chosen) picker.value = chosen;
        drawShape(target);
        body.set(state);
      },
      describe({ state }) {
        const target = targetOf(state);
        return target ? `${words.of} ${target.label}` : '';
      },
      destroy: () => root.replaceChildren(),
    };
  },
};

/** @param {State} state @returns {Node | null} */
function targetOf(state) {
  const id = state.trace?.targets[0];
  return state.trace?.nodes.find((node) => node.id === id) ?? null;
}

/**
 * What was given if it fits, else what the trace ran with.
 * @param {State} state
 * @param {number} count
 * @returns {readonly number[] | null} null: it did not travel
 */
function seeds({ trace, upstream }, count) {
  if (upstream === null && trace?.upstream_given) return new Array(count).fill(1);
  const given = upstream === null ? [] : flat(upstream);
  return given.length === count || !trace ? given : entriesOf(trace.upstream);
}

/** @param {Context} context @param {HTMLElement} note */
function scalar(context, note) {
  const field = numberField({
    label: context.words.target.upstream,
    brief: number,
    change: (value) => context.dispatch({ type: 'upstream', value }),
    fault: telling(note, context.words.inputs.takesNumber),
  });
  field.element.classList.add('grad');
  return { element: field.element, set: (/** @type {State} */ state) => field.set(seeds(state, 1)?.[0] ?? 1) };
}

/** @param {Node} target @param {Context} context @param {HTMLElement} note */
function matrix(target, context, note) {
  const words = context.words.target;
  const { shape, label } = target;
  const count = shape.reduce((product, size) => product * size, 1);
  const small = count <= MOST_CELLS;
  const grid = fields({
    shape: small ? shape : [0],
    label: (index) => words.entry(`[${index.join(', ')}]`),
    brief: compact,
    change: (data) => context.dispatch({ type: 'upstream', value: nested(data, shape) }),
    fault: telling(note, context.words.inputs.takesNumber),
  });
  const ones = html('p', { class: 'caption' }, words.ones);
  const reset = html('button', { class: 'link', type: 'button' }, words.reset);
  reset.addEventListener('click', () => context.dispatch({ type: 'upstream', value: null }));
  const name = html('span', { class: 'label' }, html('span', { class: 'code grad' }, target.name ? `d${target.name}` : 'd'));
  const row = small ? html('div', { class: 'row matrix grad' }, name, grid.element) : null;
  const element = html(
    'div',
    {},
    html('div', { class: 'head' }, html('h2', {}, words.heading2), html('span', { class: 'caption' }, words.shape(label, shapeWords(shape)))),
    row,
    ones,
    reset,
  );
  return {
    element,
    set(/** @type {State} */ state) {
      if (row) {
        const now = seeds(state, count);
        row.hidden = now === null;
        if (now) grid.set(now);
      }
      reset.hidden = state.upstream === null;
      ones.hidden = state.upstream !== null;
    },
  };
}
