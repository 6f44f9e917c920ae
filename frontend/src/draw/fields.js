import { html } from './node.js';
import { numberField } from './field.js';

/** Above this many entries a matrix is not laid out as fields. */
export const MOST_CELLS = 64;

/** @typedef {import('../store/state.js').Nested} Nested */

/**
 * @param {readonly number[]} data flat, row-major
 * @param {readonly number[]} shape
 * @returns {Nested}
 */
export function nested(data, shape) {
  if (shape.length === 0) return data[0];
  const [rows, ...rest] = shape;
  const size = data.length / rows;
  return Array.from({ length: rows }, (_, k) => nested(data.slice(k * size, (k + 1) * size), rest));
}

/** @param {Nested} value @returns {number[]} */
export function flat(value) {
  return typeof value === 'number' ? [value] : value.flatMap(flat);
}

/**
 * A matrix whose cells are fields; axes before the last two stack their matrices. Enter goes down a row.
 * @param {{
 *   shape: readonly number[],
 *   label: (index: readonly number[]) => string,
 *   change: (data: number[]) => void,
 *   brief: (value: number) => string,
 *   fault?: (invalid: boolean) => void,
 * }} options
 */
export function fields({ shape, label, change, brief, fault }) {
  const columns = shape.at(-1) ?? 1;
  const matrix = columns * (shape.at(-2) ?? 1);
  const count = shape.reduce((product, size) => product * size, 1);
  /** @type {number[]} */
  let data = new Array(count).fill(0);

  const made = data.map((_, k) =>
    numberField({
      label: label(indexOf(k, shape)),
      brief,
      fault: () => fault?.(made.some((field) => field.element.hasAttribute('aria-invalid'))),
      change(value) {
        data = data.with(k, value);
        change(data);
      },
    }),
  );
  const element = html('div', { class: 'cells', role: 'group' }, ...made.map((field) => field.element));
  element.style.setProperty('--columns', String(columns));
  made.forEach((field, k) => {
    if (k >= matrix && k % matrix < columns) field.element.classList.add('next-matrix');
    field.element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') made[k + columns]?.element.focus();
    });
    field.element.addEventListener('focus', () => field.element.select());
  });

  return {
    element,
    /** @param {readonly number[]} next */
    set(next) {
      data = [...next];
      made.forEach((field, k) => field.set(data[k]));
      // All columns are as wide as the longest number.
      element.style.setProperty('--letters', String(data.reduce((most, value) => Math.max(most, brief(value).length), 1)));
    },
  };
}

/** @param {number} position @param {readonly number[]} shape */
function indexOf(position, shape) {
  const index = [];
  for (let rest = position, k = shape.length - 1; k >= 0; rest = Math.floor(rest / shape[k]), k -= 1) index.unshift(rest % shape[k]);
  return index;
}
