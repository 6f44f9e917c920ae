/** Numbers of a tensor as a table of cells. */

import { html } from '../draw/node.js';
import { entryName, number, ravel, unravel } from '../store/format.js';

/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/**
 * @typedef {{name: string, of: 'value' | 'grad', selected?: number | null, linked?: ReadonlySet<number>,
 *   pick: ((entry: number) => void) | null, corner: (dims: readonly number[], most: number) => string,
 *   most?: number, part?: {offsets: readonly number[], shape: readonly number[]}}} CellOptions
 */
/** A number per flat place, undefined while it is on its way. @typedef {(entry: number) => number | undefined} Read */

const MOST = 6;
const SLICES = 4;

/**
 * Up to 6 × 6 at a time, or as many rows and columns as `most` says; of what is larger the first corner, of more than two axes the first slices; or the `part` that is asked for.
 * @param {ArrayLike<number> | Read} data
 * @param {readonly number[]} dims
 * @param {CellOptions} options
 * @returns {HTMLElement}
 */
export function cells(data, dims, options) {
  const read = typeof data === 'function' ? data : (/** @type {number} */ entry) => data[entry];
  const rows = dims.length > 1 ? dims[dims.length - 2] : 1;
  const columns = dims.at(-1) ?? 1;
  const most = options.most ?? MOST;
  const lead = dims.slice(0, -2);
  const slices = lead.reduce((product, extent) => product * extent, 1);
  const box = html('div', { class: `sheets ${options.of}${options.part ? ' region' : ''}` });
  box.addEventListener('keydown', (event) => walk(box, event));
  if (options.part) {
    box.append(sheet(read, dims, options.part.offsets, options.part.shape, options));
    return box;
  }
  if (rows > most || columns > most || slices > SLICES) box.append(html('p', { class: 'caption' }, options.corner(dims, most)));
  for (let slice = 0; slice < Math.min(slices, SLICES); slice += 1) {
    if (slices > 1) box.append(html('p', { class: 'caption' }, entryName('', lead, slice)));
    const first = unravel(slice * rows * columns, dims);
    box.append(sheet(read, dims, first, dims.map((extent) => Math.min(extent, most)), options));
  }
  return box;
}

/**
 * Rows and columns of the last two axes, from `first` on.
 * @param {Read} read
 * @param {readonly number[]} dims
 * @param {readonly number[]} first
 * @param {readonly number[]} shape
 * @param {CellOptions} options
 */
function sheet(read, dims, first, shape, options) {
  const width = dims.at(-1) ?? 1;
  const start = ravel(first, dims);
  const rows = shape.at(-2) ?? 1;
  const columns = shape.at(-1) ?? 1;
  const body = html('tbody');
  for (let row = 0; row < rows; row += 1) {
    const line = html('tr', {}, ...(dims.length > 1 ? [html('th', { scope: 'row' }, String((first.at(-2) ?? 0) + row))] : []));
    for (let column = 0; column < columns; column += 1) line.append(cell(read, dims, start + row * width + column, start, options));
    body.append(line);
  }
  const heads = Array.from({ length: columns }, (_, column) => html('th', { scope: 'col' }, String((first.at(-1) ?? 0) + column)));
  const head = html('thead', {}, html('tr', {}, ...(dims.length > 1 ? [html('td')] : []), ...heads));
  return html('table', { class: 'numbers', 'aria-label': options.name }, ...(dims.length ? [head] : []), body);
}

/**
 * @param {Read} read
 * @param {readonly number[]} dims
 * @param {number} entry
 * @param {number} start  the entry that a tab stops at
 * @param {CellOptions} options
 */
function cell(read, dims, entry, start, { name, of, selected, linked, pick }) {
  const value = read(entry);
  const text = value === undefined ? '' : number(value);
  const look = [text.length > 3 ? 'narrow' : '', entry === selected ? 'selected' : '', linked?.has(entry) ? 'linked' : ''].filter(Boolean).join(' ');
  if (!pick || value === undefined) return html('td', { class: look || null }, text);
  const first = selected === null || selected === undefined ? entry === start : entry === selected;
  const label = `${entryName(name, dims, entry)} = ${text}`;
  const button = html('button', { type: 'button', 'aria-label': label, 'aria-pressed': entry === selected ? 'true' : 'false', tabindex: first ? 0 : -1, 'data-key': `${of} ${entry}` }, text);
  button.addEventListener('click', () => pick(entry));
  return html('td', { class: look || null }, button);
}

/**
 * One tab stop per table; arrows walk through the cells.
 * @param {HTMLElement} box
 * @param {KeyboardEvent} event
 */
function walk(box, event) {
  const at = /** @type {Element} */ (event.target).closest('td');
  const line = at?.parentElement;
  if (!at || !line || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = [...line.children].indexOf(at);
  const next = {
    ArrowLeft: at.previousElementSibling,
    ArrowRight: at.nextElementSibling,
    ArrowUp: line.previousElementSibling?.children[place],
    ArrowDown: line.nextElementSibling?.children[place],
  }[event.key];
  if (next === undefined && !event.key.startsWith('Arrow')) return;
  event.preventDefault();
  event.stopPropagation();
  const button = next?.querySelector('button');
  if (!button) return;
  for (const each of box.querySelectorAll('button')) each.tabIndex = each === button ? 0 : -1;
  button.focus();
}

/**
 * Rebuilds what is inside and gives the focus back to what bears the same `data-key`.
 * @param {HTMLElement} root
 * @param {() => readonly (Node | string | null)[]} build
 */
export function rebuild(root, build) {
  const active = /** @type {HTMLElement | null} */ (root.contains(document.activeElement) ? document.activeElement : null);
  const key = active?.dataset.key ?? null;
  const opened = new Set([...root.querySelectorAll('details[open]')].map((each) => /** @type {HTMLElement} */ (each).dataset.key));
  const scroll = root.closest('.scrolls')?.scrollTop ?? 0;
  root.replaceChildren(...build().filter((each) => each !== null));
  for (const each of root.querySelectorAll('details')) if (opened.has(each.dataset.key)) each.open = true;
  if (key) /** @type {HTMLElement | null} */ (root.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus({ preventScroll: true });
  const scrolled = root.closest('.scrolls');
  if (scrolled) scrolled.scrollTop = scroll;
}
