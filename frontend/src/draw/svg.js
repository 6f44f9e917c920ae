/** A drawing as plain data, and the painter that makes the page follow it by changing only what differs. */

import { SVG, elementNS, setAttributes } from './node.js';

/** @typedef {import('./node.js').AttributeValue} AttributeValue */
/**
 * One SVG element to be. `key` tells it from its siblings (else tag and place do). `node` is a foreign element it holds.
 * @typedef {{
 *   readonly tag: string,
 *   readonly key: string | null,
 *   readonly attributes: Readonly<Record<string, AttributeValue>>,
 *   readonly children: readonly Drawing[],
 *   readonly text: string | null,
 *   readonly node: Node | null,
 * }} Drawing
 */
/** Whatever is falsy is not drawn. @typedef {Drawing | null | undefined | false | '' | 0} Maybe */
/** @typedef {{drawing: Drawing, element: Element, inside: Map<string, Painted>}} Painted */

/**
 * @param {string} tag
 * @param {Record<string, AttributeValue> & {key?: string}} [attributes]
 * @param {readonly Maybe[] | string | Node} [content]
 * @returns {Drawing}
 */
export function draw(tag, { key, ...attributes } = {}, content = []) {
  const list = Array.isArray(content);
  return {
    tag,
    key: key ?? null,
    attributes,
    children: list ? /** @type {Drawing[]} */ (content.filter(Boolean)) : [],
    text: typeof content === 'string' ? content : null,
    node: !list && typeof content !== 'string' ? /** @type {Node} */ (content) : null,
  };
}

/**
 * The same drawing object again means: nothing in it has changed, and it is not looked into.
 * @param {Element} root
 * @returns {(drawings: readonly Maybe[]) => void}
 */
export function painter(root) {
  /** @type {Map<string, Painted>} */
  let painted = new Map();
  return (drawings) => {
    painted = paint(root, painted, /** @type {Drawing[]} */ (drawings.filter(Boolean)));
  };
}

/**
 * @param {Element} parent
 * @param {Map<string, Painted>} before
 * @param {readonly Drawing[]} drawings
 */
function paint(parent, before, drawings) {
  /** @type {Map<string, Painted>} */
  const after = new Map();
  drawings.forEach((drawing, place) => after.set(drawing.key ?? `${drawing.tag} ${place}`, /** @type {any} */ (drawing)));
  // What is gone goes first, so that what stays is in place already and keeps the focus.
  for (const [key, old] of before) {
    const next = /** @type {Drawing | undefined} */ (/** @type {unknown} */ (after.get(key)));
    if (!next || next.tag !== old.drawing.tag) {
      old.element.remove();
      before.delete(key);
    }
  }
  /** @type {Element | null} */
  let cursor = parent.firstElementChild;
  for (const [key, value] of after) {
    const drawing = /** @type {Drawing} */ (/** @type {unknown} */ (value));
    const old = before.get(key);
    const live = old ? update(old, drawing) : create(drawing);
    after.set(key, live);
    if (live.element === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(live.element, cursor);
  }
  return after;
}

/** @param {Drawing} drawing @returns {Painted} */
function create(drawing) {
  const element = elementNS(SVG, drawing.tag, drawing.attributes);
  if (drawing.text !== null) element.textContent = drawing.text;
  if (drawing.node) element.append(drawing.node);
  return { drawing, element, inside: paint(element, new Map(), drawing.children) };
}

/** @param {Painted} live @param {Drawing} drawing @returns {Painted} */
function update(live, drawing) {
  const { element, drawing: old } = live;
  if (old === drawing) return live;
  for (const name of Object.keys(old.attributes)) if (!(name in drawing.attributes)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(drawing.attributes)) {
    if (value !== old.attributes[name]) setAttributes(element, { [name]: value });
  }
  if (drawing.text !== old.text) element.textContent = drawing.text;
  if (drawing.node !== old.node) element.replaceChildren(...(drawing.node ? [drawing.node] : []));
  const inside = drawing.text === null && drawing.node === null ? paint(element, live.inside, drawing.children) : new Map();
  return { drawing, element, inside };
}
