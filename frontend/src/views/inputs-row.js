import { MOST_CELLS, fields, flat, nested } from '../draw/fields.js';
import { numberField, parsed, telling, typed, valueField } from '../draw/field.js';
import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { compact, number, shape as shapeWords } from '../store/format.js';
import { readNested, writeNested } from '../store/parameters.js';
import { roomy } from './inputs-range.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../wire.d.ts').Input} Input */
/** @typedef {import('../store/nested.d.ts').Nested} Nested */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {{element: HTMLInputElement, resume: (text: string, caret: number | null) => void}} Main the field of the whole value */
/** @typedef {{name: string, element: HTMLElement, main: Main | null, set: (input: Input, state: State) => void}} Row */
/** @typedef {{kind: string, children: HTMLElement[], main: Main | null, set: (input: Input, state: State) => void}} Body */

/** A name longer than this does not fit beside its cells, and stands above them. */
const BESIDE = 4;

/** @param {Input} input */
const count = ({ shape }) => shape.reduce((product, size) => product * size, 1);

/** What was typed over it, or its own value; [] when it is too large to travel. @param {Input} input @param {State} state */
export function valueOf(input, state) {
  const own = [...(input.value.data ?? [])];
  if (!Object.hasOwn(state.vars, input.name)) return own;
  const given = flat(state.vars[input.name]);
  return given.length === count(input) ? given : own;
}

/** The same as it was typed: a list of another shape, too, while its answer is under way. @param {Input} input @param {State} state @returns {Nested} */
function typedOver(input, state) {
  return Object.hasOwn(state.vars, input.name) ? state.vars[input.name] : nested([...(input.value.data ?? [])], input.shape);
}

/** @param {Input} input @param {Context} context @returns {Row} */
export function rowOf(input, context) {
  const { name, node } = input;
  const words = context.words.inputs;
  const reset = html('button', { class: 'plain square small reset', type: 'button', 'aria-label': words.resetOne(name), title: words.resetOne(name) }, icon('reset'));
  reset.addEventListener('click', () => context.dispatch({ type: 'reset-var', name }));
  const note = html('p', { class: 'takes', role: 'status', hidden: true });
  const small = count(input) <= MOST_CELLS && Boolean(input.value.data);
  const body = (input.shape.length === 0 ? scalar : small ? matrix : large)(input, context, note);
  const label = html('span', { class: 'label' }, html('span', { class: 'code', title: name }, name), reset);
  const element = html('div', { class: `row ${body.kind}${name.length > BESIDE ? ' named' : ''}` }, label, ...body.children, note);

  element.addEventListener('pointerenter', () => context.dispatch({ type: 'hover', node }));
  element.addEventListener('pointerleave', () => context.dispatch({ type: 'hover', node: null }));

  return {
    name,
    element,
    main: body.main,
    set(next, state) {
      reset.hidden = !Object.hasOwn(state.vars, name);
      element.classList.toggle('hovered', state.hover?.node === node || state.select?.node === node);
      body.set(next, state);
    },
  };
}

/** A number, or lists whose rows are equally long. @param {string} text @returns {Nested | null} */
export function readValue(text) {
  const one = parsed(text);
  if (one !== null) return one;
  const value = readNested(text.trim().replaceAll('∞', 'Infinity'));
  return value !== undefined && shapeOf(value) !== null ? value : null;
}

/** @param {Nested} value @returns {string | null} null: no shape, or no entry */
function shapeOf(value) {
  if (typeof value === 'number') return '';
  const shapes = new Set(value.map(shapeOf));
  const [inner] = shapes;
  return shapes.size === 1 && inner !== null ? `${value.length} ${inner}` : null;
}

/** @param {Nested} value */
const written = (value) => (typeof value === 'number' ? typed(value) : writeNested(value).replaceAll(',', ', '));
const LISTS = { read: readValue, write: written, brief: (/** @type {Nested} */ value) => (typeof value === 'number' ? number(value) : written(value)) };

/**
 * The field of a name that nobody assigns: it takes a number or a list, and becomes what it takes.
 * @param {Input} input
 * @param {Context} context
 * @param {HTMLElement} note
 */
function freeField({ name }, context, note) {
  const words = context.words.inputs;
  const change = (/** @type {Nested} */ value) => context.dispatch({ type: 'var', name, value });
  return valueField({ label: words.value(name), first: /** @type {Nested} */ (0), spelling: LISTS, change, fault: telling(note, words.takes) });
}

/** @param {Input} input @param {Context} context @param {HTMLElement} note @returns {Body} */
function scalar(input, context, note) {
  const { name } = input;
  const words = context.words.inputs;
  const change = (/** @type {number} */ value) => context.dispatch({ type: 'var', name, value });
  const free = input.source === 'free' ? freeField(input, context, note) : null;
  const fixed = free ? null : numberField({ label: words.value(name), change, brief: number, fault: telling(note, words.takesNumber) });
  const field = /** @type {NonNullable<typeof fixed | typeof free>} */ (free ?? fixed);
  const slider = html('input', { class: 'slider', type: 'range', 'aria-label': words.slider(name), tabindex: -1 });
  const zero = html('span', { class: 'zero' });
  let range = input.slider;
  let dragging = false;
  slider.addEventListener('input', () => {
    dragging = true;
    change(Number(slider.value));
  });
  for (const end of ['change', 'pointerup']) {
    slider.addEventListener(end, () => {
      dragging = false;
      draw(Number(slider.value));
    });
  }

  /** @param {number} value */
  function draw(value) {
    range = roomy(range, value, dragging);
    if (!range) return;
    const { min, max, step } = range;
    // `any` while the value is off the grid, or the browser would move the handle to the nearest step.
    const onGrid = Math.abs(Math.round((value - min) / step) * step + min - value) < step * 1e-6;
    Object.assign(slider, { min: String(min), max: String(max), step: onGrid ? String(step) : 'any', value: String(value) });
    zero.style.setProperty('--at', String(-min / (max - min)));
  }

  return {
    kind: 'scalar',
    children: [html('span', { class: 'track', hidden: !range }, zero, slider), field.element],
    main: field,
    set(next, state) {
      const [value] = valueOf(next, state);
      draw(value);
      free?.set(typedOver(next, state), range?.step);
      fixed?.set(value, range?.step);
    },
  };
}

/** @param {Input} input @param {Context} context @param {HTMLElement} note @returns {Body} */
function matrix(input, context, note) {
  const { name, shape } = input;
  const words = context.words.inputs;
  const free = input.source === 'free' ? freeField(input, context, note) : null;
  const grid = fields({
    shape,
    label: (index) => words.value(`${name}[${index.join(', ')}]`),
    brief: compact,
    change: (data) => context.dispatch({ type: 'var', name, value: nested(data, shape) }),
    fault: telling(note, words.takesNumber),
  });
  return {
    kind: 'matrix',
    children: free ? [free.element, grid.element] : [grid.element],
    main: free,
    set(next, state) {
      free?.set(typedOver(next, state));
      grid.set(valueOf(next, state));
    },
  };
}

/** @param {Input} input @param {Context} context @param {HTMLElement} note @returns {Body} */
function large(input, context, note) {
  const caption = html('span', { class: 'caption' }, context.words.inputs.large(shapeWords(input.shape)));
  const free = input.source === 'free' && input.value.data ? freeField(input, context, note) : null;
  return {
    kind: 'large',
    children: free ? [free.element, caption] : [caption],
    main: free,
    set: (next, state) => free?.set(typedOver(next, state)),
  };
}
