/** The choices of a derivative: which kind, of what, by what, which entry, along which direction. They stay while answers come and go. */

import { MOST_CELLS, fields } from '../draw/fields.js';
import { numberField, telling } from '../draw/field.js';
import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { options } from '../draw/options.js';
import { choices, size } from '../store/derivative.js';
import { compact, entryName, number, ravel, shape as shapeWords, unravel } from '../store/format.js';
import { KINDS } from '../store/state.js';
import { nameOf, nodeOf } from './facts.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/state.js').Derivative} Derivative */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../store/derivative.js').Asked} Asked */

/** @param {Context} context */
export function form(context) {
  const words = context.words.derivative;
  const change = (/** @type {Partial<Derivative>} */ told) => context.dispatch({ type: 'derivative', change: told });
  const kind = picker(words.kind, (value) => change({ kind: /** @type {Derivative['kind']} */ (value) }));
  const of = picker(words.of, (value) => change({ of: value || null }));
  const by = picker(words.by, (value) => change({ by: value || null }));
  const note = html('p', { class: 'takes', role: 'status', hidden: true });
  const rest = html('div', { class: 'rest' });
  const element = html('div', { class: 'asked' }, kind.element, of.element, by.element, rest, note);
  /** @type {{set: (asked: Asked) => void} | null} */
  let body = null;
  let drawn = '';

  kind.offer(KINDS.map((each) => ({ value: each, text: words.kinds[each] })));
  for (const { select } of [of, by]) select.classList.add('code');

  return {
    element,
    /** @param {Trace} trace @param {Derivative} told @param {Asked} asked */
    set(trace, told, asked) {
      const names = choices(trace);
      for (const [each, node, name] of /** @type {const} */ ([[of, asked.of, told.of], [by, asked.by, told.by]])) {
        const named = names.find((choice) => choice.name === name && choice.node === node) ?? names.find((choice) => choice.node === node);
        const unnamed = named ? [] : [{ value: '', text: nameOf(trace, node) }];
        each.offer([...unnamed, ...names.map((choice) => ({ value: choice.name, text: nameOf(trace, choice.node) === choice.name ? choice.name : shown(trace, choice) }))]);
        each.select.value = named?.name ?? '';
      }
      kind.select.value = asked.kind;
      const whose = asked.whose ?? (asked.direction ? asked.by : null);
      const key = whose === null ? '' : JSON.stringify([asked.whose !== null, asked.kind === 'column', nameOf(trace, whose), nodeOf(trace, whose).shape]);
      if (key !== drawn) {
        drawn = key;
        note.hidden = true;
        const made = whose === null ? null : asked.whose === null ? along(trace, whose, context, note) : place(trace, whose, asked.kind === 'row', context, note);
        body = made;
        rest.replaceChildren(...(made ? [made.element] : []));
      }
      body?.set(asked);
    },
  };
}

/** A name given again means its last value, which carries primes. @param {Trace} trace @param {{name: string, node: string}} choice */
const shown = (trace, { name, node }) => (nodeOf(trace, node).name === name ? nameOf(trace, node) : name);

/**
 * @param {string} label
 * @param {(value: string) => void} change
 */
function picker(label, change) {
  const select = html('select', { class: 'field', 'aria-label': label });
  let offered = '';
  select.addEventListener('change', () => change(select.value));
  return {
    select,
    element: html('label', { class: 'line' }, html('span', { class: 'key' }, label), html('span', { class: 'picker' }, select, icon('down'))),
    /** @param {readonly import('../draw/options.js').Option[]} all */
    offer(all) {
      const key = JSON.stringify(all);
      if (key === offered) return;
      offered = key;
      select.replaceChildren(...options(all));
    },
  };
}

/**
 * Which entry: a field per axis. A single number has no axis, and nothing to choose.
 * @param {Trace} trace
 * @param {string} node
 * @param {boolean} row
 * @param {Context} context
 * @param {HTMLElement} note
 */
function place(trace, node, row, context, note) {
  const words = context.words.derivative;
  const name = nameOf(trace, node);
  const dims = nodeOf(trace, node).shape;
  let index = dims.map(() => 0);
  const made = dims.map((extent, axis) =>
    numberField({
      label: words.index(name, axis, dims.length),
      brief: number,
      fault: telling(note, context.words.inputs.takesNumber),
      change(value) {
        index = index.with(axis, Math.max(0, Math.min(extent - 1, Math.round(value) || 0)));
        context.dispatch({ type: 'derivative', change: { entry: ravel(index, dims) } });
      },
    }),
  );
  const brackets = html('span', { class: 'index' }, html('code', { title: name }, name), '[', ...made.flatMap(({ element }, axis) => [axis ? ',' : '', element]), ']');
  const element = html('div', { class: 'line', hidden: dims.length === 0 }, html('span', { class: 'key' }, row ? words.row : words.column), brackets);
  return {
    element,
    set(/** @type {Asked} */ { entry }) {
      index = unravel(entry, dims);
      made.forEach((field, axis) => field.set(index[axis]));
    },
  };
}

/**
 * A number for each entry that moves.
 * @param {Trace} trace
 * @param {string} node
 * @param {Context} context
 * @param {HTMLElement} note
 */
function along(trace, node, context, note) {
  const words = context.words.derivative;
  const { shape } = nodeOf(trace, node);
  const small = size(shape) <= MOST_CELLS;
  const change = (/** @type {number[] | null} */ direction) => context.dispatch({ type: 'derivative', change: { direction } });
  const label = (/** @type {readonly number[]} */ index) => words.along(entryName(nameOf(trace, node), shape, ravel(index, shape)));
  const grid = small ? fields({ shape, label, brief: compact, change, fault: telling(note, context.words.inputs.takesNumber) }) : null;
  const ones = html('span', { class: 'caption' }, small ? words.ones : words.onesOnly(shapeWords(shape)));
  const reset = html('button', { class: 'link', type: 'button' }, words.reset);
  reset.addEventListener('click', () => change(null));
  return {
    element: html('div', { class: 'along' }, html('span', { class: 'key' }, words.direction, ' v'), grid?.element ?? null, ones, reset),
    set(/** @type {Asked} */ { direction }) {
      const data = direction ?? [];
      const plain = data.every((each) => each === 1);
      grid?.set(data);
      reset.hidden = plain;
      ones.hidden = !plain;
    },
  };
}
