import { MOST_CELLS, fields, flat, nested } from '../draw/fields.js';
import { numberField, typed } from '../draw/field.js';
import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { shape as shapeWords } from '../store/format.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../wire.d.ts').Input} Input */
/** @typedef {import('../wire.d.ts').Slider} Slider */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {{name: string, element: HTMLElement, set: (input: Input, state: State) => void}} Row */

/** The numbers one may turn: a slider and a field for a scalar, cells for a matrix. @type {View} */
export const view = {
  name: 'inputs',

  mount(root, context) {
    const words = context.words.inputs;
    const hint = html('span', { class: 'caption' });
    const resetAll = html('button', { class: 'link', type: 'button' }, words.reset);
    const list = html('div', { class: 'rows' });
    /** @type {Row[]} */
    let rows = [];
    let drawn = '';

    resetAll.addEventListener('click', () => {
      for (const name of Object.keys(context.getState().vars)) context.dispatch({ type: 'reset-var', name });
    });
    root.replaceChildren(html('div', { class: 'head' }, html('h2', {}, words.heading), hint, resetAll), list);

    return {
      show({ state }) {
        const inputs = state.trace?.inputs ?? [];
        const key = JSON.stringify(inputs.map((input) => [input.name, input.shape, input.node, Boolean(input.slider)]));
        root.hidden = !state.trace;
        if (key !== drawn) {
          drawn = key;
          rows = inputs.map((input) => rowOf(input, context));
          list.replaceChildren(...rows.map((row) => row.element));
        }
        const changed = inputs.some((input) => input.name in state.vars);
        resetAll.hidden = !changed;
        hint.hidden = changed;
        hint.textContent = inputs.length === 0 ? '' : inputs.some((input) => input.shape.length === 0) ? words.drag : words.click;
        rows.forEach((row, k) => row.set(inputs[k], state));
      },

      describe: ({ state }) =>
        (state.trace?.inputs ?? []).map((input) => (input.shape.length === 0 ? `${input.name} = ${typed(valueOf(input, state)[0])}` : input.name)).join(', '),

      destroy: () => root.replaceChildren(),
    };
  },
};

/** What was typed over it, or its own value; [] when it is too large to travel. @param {Input} input @param {State} state */
function valueOf(input, state) {
  const own = [...(input.value.data ?? [])];
  if (!(input.name in state.vars)) return own;
  const given = flat(state.vars[input.name]);
  const count = input.shape.reduce((product, size) => product * size, 1);
  return given.length === count ? given : own;
}

/** @param {Input} input @param {Context} context @returns {Row} */
function rowOf(input, context) {
  const { name, node } = input;
  const words = context.words.inputs;
  const reset = html('button', { class: 'plain square small reset', type: 'button', 'aria-label': words.resetOne(name), title: words.resetOne(name) }, icon('reset'));
  reset.addEventListener('click', () => context.dispatch({ type: 'reset-var', name }));
  const count = input.shape.reduce((product, size) => product * size, 1);
  const body = input.shape.length === 0 ? scalar(input, context) : count <= MOST_CELLS && input.value.data ? matrix(input, context) : large(input, context);
  const label = html('span', { class: 'label' }, html('span', { class: 'code', title: name }, name), reset);
  const element = html('div', { class: `row ${body.kind}` }, label, ...body.children);

  const hover = (/** @type {boolean} */ on) => context.dispatch({ type: 'hover', node: on ? node : null });
  element.addEventListener('pointerenter', () => hover(true));
  element.addEventListener('pointerleave', () => hover(false));

  return {
    name,
    element,
    set(next, state) {
      reset.hidden = !(name in state.vars);
      element.classList.toggle('hovered', state.hover?.node === node || state.select?.node === node);
      body.set(next, state);
    },
  };
}

/** @param {Input} input @param {Context} context */
function scalar(input, context) {
  const { name } = input;
  const words = context.words.inputs;
  const change = (/** @type {number} */ value) => context.dispatch({ type: 'var', name, value });
  const field = numberField({ label: words.value(name), change });
  const slider = html('input', { class: 'slider', type: 'range', 'aria-label': words.slider(name), tabindex: -1 });
  const zero = html('span', { class: 'zero' });
  /** @type {Slider | null} */
  let range = input.slider;
  slider.addEventListener('input', () => change(Number(slider.value)));

  return {
    kind: 'scalar',
    children: [html('span', { class: 'track', hidden: !range }, zero, slider), field.element],
    /** @param {Input} next @param {State} state */
    set(next, state) {
      const [value] = valueOf(next, state);
      range = widened(range, value);
      field.set(value, range?.step ?? 1);
      if (!range) return;
      const { min, max, step } = range;
      // `any` while the value is off the grid, or the browser would move the handle to the nearest step.
      const onGrid = Math.abs(Math.round((value - min) / step) * step + min - value) < step * 1e-6;
      Object.assign(slider, { min: String(min), max: String(max), step: onGrid ? String(step) : 'any', value: String(value) });
      zero.hidden = min > 0 || max < 0;
      zero.style.setProperty('--at', String(-min / (max - min)));
    },
  };
}

/** The range stays while one drags, and grows only for a number outside it. @param {Slider | null} range @param {number} value */
function widened(range, value) {
  if (!range || !Number.isFinite(value) || (value >= range.min && value <= range.max)) return range;
  const reach = 2 * Math.abs(value);
  return { min: Math.min(range.min, -reach), max: Math.max(range.max, reach), step: range.step };
}

/** @param {Input} input @param {Context} context */
function matrix(input, context) {
  const { name, shape } = input;
  const grid = fields({
    shape,
    label: (index) => context.words.inputs.value(`${name}[${index.join(', ')}]`),
    change: (data) => context.dispatch({ type: 'var', name, value: nested(data, shape) }),
  });
  return {
    kind: 'matrix',
    children: [grid.element],
    set: (/** @type {Input} */ next, /** @type {State} */ state) => grid.set(valueOf(next, state)),
  };
}

/** @param {Input} input @param {Context} context */
function large(input, context) {
  const note = html('span', { class: 'caption' }, context.words.inputs.large(shapeWords(input.shape)));
  return { kind: 'large', children: [note], set() {} };
}
