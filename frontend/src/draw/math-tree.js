/**
 * Formulas from the wire with their slots filled: plain trees, before any element exists.
 *
 * `d.out · b` with d.out = −0.2 and b = −1 becomes `−0.2 · (−1)`: a slot knows how tightly it must bind.
 */

/** @typedef {import('../wire.d.ts').MathNode} MathNode */
/** @typedef {import('../wire.d.ts').Index} Index */

/** One MathML element to be. @typedef {{tag: string, text?: string, children?: MathTree[], className?: string}} MathTree */
/** What goes into a slot; `binds` as in the wire's `prec`. @typedef {{tree: MathTree, binds: number, className?: string}} Piece */
/**
 * `word`: how a letter of the formula's own is written. `known`: letters that have a number. `sizes`: how far a letter that is summed over runs; then the bounds are printed.
 * `caption`: what stands under a factor (its shape), null for nothing.
 * @typedef {{
 *   slot: (name: string) => Piece,
 *   word?: (letter: string) => string,
 *   known?: Readonly<Record<string, number>>,
 *   sizes?: Readonly<Record<string, number>>,
 *   caption?: (slot: string, transposed: boolean) => string | null,
 * }} Filling
 */

export const [SUM, PRODUCT, MINUS, POWER, ATOM] = [1, 2, 3, 4, 5];

/** @type {(text: string, className?: string) => MathTree} */
export const mi = (text, className) => ({ tag: 'mi', text, ...(className ? { className } : {}) });
/** @type {(text: string) => MathTree} */
export const mn = (text) => ({ tag: 'mn', text });
/** @type {(text: string) => MathTree} */
export const mo = (text) => ({ tag: 'mo', text });
/** @type {(...children: MathTree[]) => MathTree} */
export const row = (...children) => (children.length === 1 ? children[0] : { tag: 'mrow', children });

/** @param {MathTree} tree */
const bracketed = (tree) => row(mo('('), tree, mo(')'));

/**
 * @param {Piece} piece
 * @param {number} prec
 * @returns {MathTree}
 */
export function put(piece, prec) {
  const tree = piece.binds < prec ? bracketed(piece.tree) : piece.tree;
  return piece.className ? { ...row(tree), className: piece.className } : tree;
}

/**
 * @param {MathNode} node
 * @param {Filling} filling
 * @returns {MathTree}
 */
export function fill(node, filling) {
  return write(node, filling, filling.caption !== undefined);
}

/**
 * @param {MathNode} node
 * @param {Filling} filling
 * @param {boolean} captioned  whether this node still stands in the row of factors
 * @returns {MathTree}
 */
function write(node, filling, captioned) {
  if (node.slot !== undefined) return captioned ? captionUnder(node, filling, false) : put(filling.slot(node.slot), node.prec ?? 0);
  if (node.index) return index(node.index, filling.known ?? {});
  const tag = node.tag ?? 'mrow';
  const children = node.children ?? [];
  if (node.text !== undefined) return { tag, text: tag === 'mi' && filling.word ? filling.word(node.text) : node.text };
  if (captioned && tag === 'msup' && children[0]?.slot !== undefined && children[1]?.text === 'T') return captionUnder(node, filling, true);
  if (tag === 'msup' && children[1]?.text === 'T') return { tag, children: [write(children[0], filling, false), mi('T', 'upright')], ...colourOf(children[0], filling) };
  const sum = tag === 'munder' && children[0]?.text === '∑' && bounds(children[1], filling.sizes ?? {});
  if (sum) return sum;
  const written = children.map((child) => write(child, filling, captioned && tag === 'mrow'));
  if (tag !== 'msub' && tag !== 'msup') return { tag, children: tag === 'mrow' ? signed(separated(written, children)) : written };
  return { tag, children: written, ...colourOf(children[0], filling) };
}

/**
 * An index has the colour of what it belongs to.
 * @param {MathNode | undefined} base
 * @param {Filling} filling
 * @returns {{className?: string}}
 */
function colourOf(base, filling) {
  const className = base?.slot === undefined ? undefined : filling.slot(base.slot).className;
  return className ? { className } : {};
}

/**
 * @param {MathNode} node
 * @param {Filling} filling
 * @param {boolean} transposed
 * @returns {MathTree}
 */
function captionUnder(node, filling, transposed) {
  const slot = /** @type {string} */ (transposed ? node.children?.[0].slot : node.slot);
  const caption = filling.caption?.(slot, transposed) ?? null;
  const factor = write(node, filling, false);
  // The strut puts all captions on one line, whatever hangs below a letter.
  return caption === null ? factor : { tag: 'munder', children: [row(factor, { tag: 'mspace' }), { tag: 'mtext', text: caption, className: 'shape' }] };
}

/**
 * A letter whose size is known stands as "i = 0" below and its last number above, each with a sign of its own.
 * @param {MathNode | undefined} letters
 * @param {Readonly<Record<string, number>>} sizes
 * @returns {MathTree | null}
 */
function bounds(letters, sizes) {
  const names = (letters?.children ?? (letters ? [letters] : [])).filter((child) => child.tag === 'mi').map((child) => child.text ?? '');
  if (names.length === 0 || !names.every((name) => name in sizes)) return null;
  return row(...names.map((name) => ({
    tag: 'munderover',
    children: [mo('∑'), row(mi(name), mo('='), mn('0')), mn(String(sizes[name] - 1))],
  })));
}

/**
 * A minus that meets the sign before it gets brackets: 1 − (−0.4).
 * @param {readonly MathTree[]} written
 */
const signed = (written) => written.map((tree, place) => (/^[+−]$/.test(written[place - 1]?.text ?? '') && first(tree) === '−' ? bracketed(tree) : tree));

/** @param {MathTree} tree @returns {string | undefined} the sign or the word a row begins with */
const first = (tree) => (tree.tag === 'mrow' && tree.children?.[0] ? first(tree.children[0]) : tree.text);

/**
 * Commas fall where plain digits or letters stand side by side: dw₀₁, but x with i, j + 1.
 * @param {MathTree[]} written
 * @param {readonly MathNode[]} source
 */
function separated(written, source) {
  const indices = source.filter((child) => child.index);
  if (indices.length < 2 || indices.length + source.filter((child) => child.text === ',').length !== source.length) return written;
  const short = written.every((tree) => (tree.text ?? '').length === 1);
  return short ? written.filter((tree) => tree.text !== ',') : written;
}

/**
 * @param {Index} at
 * @param {Readonly<Record<string, number>>} known
 * @returns {MathTree}
 */
export function index(at, known) {
  const offset = at.terms.reduce((sum, [letter, by]) => sum + (letter in known ? known[letter] * by : 0), at.offset);
  const terms = at.terms.filter(([letter]) => !(letter in known));
  const times = (/** @type {string} */ letter, /** @type {number} */ by) => (Math.abs(by) === 1 ? [mi(letter)] : [mn(String(Math.abs(by))), mi(letter)]);
  /** @type {[number, MathTree[]][]} */
  const parts = [...terms.filter(([, by]) => by > 0), ...terms.filter(([, by]) => by < 0)].map(([letter, by]) => [by, times(letter, by)]);
  // Nothing begins with a minus that need not: 1 − i.
  if (offset > 0 && parts[0]?.[0] < 0) parts.unshift([offset, [mn(String(offset))]]);
  else if (offset !== 0 || parts.length === 0) parts.push([offset, [mn(String(Math.abs(offset)))]]);
  return row(...parts.flatMap(([by, tree], place) => [...(by < 0 ? [mo('−')] : place > 0 ? [mo('+')] : []), ...tree]));
}

/**
 * @param {MathNode} node
 * @returns {Generator<MathNode>}
 */
export function* every(node) {
  yield node;
  for (const child of node.children ?? []) yield* every(child);
}

/**
 * The names in a formula that are no slots, nor letters that run: those stand below a sign of sum.
 * @param {MathNode} node
 * @returns {string[]}
 */
export function own(node) {
  if (node.tag === 'mi' && node.text !== undefined) return [node.text];
  return (node.children ?? []).flatMap((child, place) => (node.tag === 'munder' && place === 1 ? [] : own(child)));
}

/**
 * @param {MathNode} node
 * @returns {string[]} in the order of the formula, each once
 */
export function slotsOf(node) {
  return [...new Set([...every(node)].flatMap((part) => (part.slot === undefined ? [] : [part.slot])))];
}

/**
 * The same formula as the right factor of a product: a sum or a leading minus gets brackets.
 * @param {MathNode} node
 * @returns {MathNode}
 */
export function factor(node) {
  if (node.slot !== undefined) return { ...node, prec: POWER };
  const [first, second] = node.children ?? [];
  const loose = node.tag === 'mrow' && (first?.text === '−' || second?.text === '+' || second?.text === '−');
  return loose ? { tag: 'mrow', children: [{ tag: 'mo', text: '(' }, node, { tag: 'mo', text: ')' }] } : node;
}

/** @param {MathTree} tree @returns {number} how many letters and signs stand beside each other */
export function length(tree) {
  const parts = (tree.children ?? []).map(length);
  return tree.tag === 'mfrac' ? Math.max(...parts) : parts.reduce((sum, part) => sum + part, (tree.text ?? '').length);
}

/** @param {MathNode} node @returns {boolean} whether the formula speaks of single entries */
export const indexed = (node) => [...every(node)].some((part) => part.index !== undefined);

/**
 * The letters that stand alone as an index of `slot`, in axis order: for `dw` in dw_mn they are m and n; null where an axis has none.
 * @param {MathNode} node
 * @param {string} slot
 * @returns {(string | null)[]}
 */
export function letters(node, slot) {
  for (const part of every(node)) {
    if (part.tag !== 'msub' || part.children?.[0].slot !== slot) continue;
    const inner = part.children[1].children ?? [part.children[1]];
    return inner.flatMap((child) => (child.index ? [alone(child.index)] : []));
  }
  return [];
}

/** @param {Index} at */
function alone(at) {
  return at.terms.length === 1 && at.terms[0][1] === 1 && at.offset === 0 ? at.terms[0][0] : null;
}
