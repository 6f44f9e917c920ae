/** What goes into the slots of a formula: the reader's names, or the numbers of this run. */

import { labelPiece, matrixPiece, numberPiece } from '../draw/math-name.js';
import { ATOM, fill, indexed, mo, slotsOf } from '../draw/math-tree.js';
import { number, shape } from '../store/format.js';
import { lookup } from '../wire.js';
import { argumentsOf, givenTo, nodeOf } from './facts.js';
import { starred } from './own-letters.js';

/** @typedef {import('../draw/math-tree.js').Piece} Piece */
/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('../wire.d.ts').Formula} Formula */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./facts.js').Wire} Wire */

/** @typedef {import('./explain-names.js').Namer} Namer */

/**
 * The node that has the shape of a gradient before copies are summed away: the result they went into, which a closed group has inside.
 * @param {Study} study
 * @param {Wire} wire
 */
export function copiedInto({ trace }, wire) {
  const edge = wire.unbroadcast ? lookup(trace).edges.get(wire.edges[0]) : undefined;
  return nodeOf(trace, edge?.to ?? wire.node);
}

/** @param {string} slot */
export const colourOf = (slot) => (slot === 'd.out' ? 'bwd' : slot.startsWith('d.') ? undefined : 'fwd');

/**
 * @param {Study} study
 * @param {Card} card
 * @param {string} slot
 * @returns {string | null} the node a slot speaks of
 */
export function slotNode({ trace }, card, slot) {
  return argumentsOf(trace, card)[slot.replace(/^d\./, '')] ?? null;
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Formula} formula
 * @param {Namer} names
 * @param {{shapes?: boolean, wire?: Wire, ink?: string, known?: Record<string, number>, sizes?: Record<string, number>}} [how]
 * @returns {MathTree}
 */
export function named(study, card, formula, names, { shapes = false, wire, ink, known, sizes } = {}) {
  return fill(formula.mathml, {
    word: starred(study, card),
    known,
    sizes,
    slot: (slot) => {
      const id = slotNode(study, card, slot);
      const className = slot === ink ? undefined : colourOf(slot);
      if (id === null) return placeOf(study, card, slot) ?? { ...labelPiece(slot), className };
      return { ...(slot.startsWith('d.') ? names.grad(id) : names.piece(id)), className };
    },
    ...(shapes ? { caption: (/** @type {string} */ slot, /** @type {boolean} */ turned) => caption(study, card, slot, turned, wire) } : {}),
  });
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {string} slot
 * @returns {Piece | null} the place in a[1:3]
 */
function placeOf({ trace }, card, slot) {
  const text = givenTo(trace, card, slot);
  return text === null ? null : { tree: mo(text), binds: ATOM };
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {string} slot
 * @param {boolean} turned
 * @param {Wire | undefined} wire
 * @returns {string | null}
 */
function caption(study, card, slot, turned, wire) {
  const id = slotNode(study, card, slot);
  if (id === null) return null;
  const { shape: dims } = wire && slot === `d.${wire.arg}` ? copiedInto(study, wire) : nodeOf(study.trace, id);
  return shape(turned ? [...dims].reverse() : dims);
}

const LINES = 4;
const LETTERS_IN_A_ROW = 30;
/** Brackets and the sign before the next factor. */
const AROUND = 4;

/**
 * The formula with its numbers; null where they would not fit beside each other.
 * @param {Study} study
 * @param {Card} card
 * @param {Formula} formula
 * @param {{left?: Piece | null}} [how]  what stands left of the equals sign instead of the numbers of the result
 * @returns {MathTree | null}
 */
export function numbered(study, card, formula, { left = null } = {}) {
  if (indexed(formula.mathml)) return null;
  /** @type {Map<string, Piece>} */
  const pieces = new Map();
  let letters = 0;
  for (const slot of slotsOf(formula.mathml)) {
    const place = placeOf(study, card, slot);
    if (place) {
      pieces.set(slot, place);
      continue;
    }
    const own = left && slot.startsWith('d.') && slot !== 'd.out';
    const rows = own ? [['']] : rowsOf(study, card, slot);
    if (rows === null || rows.length > LINES) return null;
    letters += AROUND + Math.max(...rows.map((line) => line.reduce((sum, text) => sum + text.length + 1, 0)));
    const piece = own ? left : rows.length === 1 && rows[0].length === 1 ? numberPiece(rows[0][0]) : matrixPiece(rows);
    pieces.set(slot, { ...piece, className: colourOf(slot) });
  }
  if (letters > LETTERS_IN_A_ROW) return null;
  return fill(formula.mathml, { slot: (slot) => /** @type {Piece} */ (pieces.get(slot)) });
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {string} slot
 * @returns {string[][] | null}
 */
function rowsOf(study, card, slot) {
  const id = slotNode(study, card, slot);
  if (id === null) return null;
  const node = nodeOf(study.trace, id);
  return matrix(slot.startsWith('d.') ? node.grad : node.value);
}

/**
 * @param {Tensor | null} tensor
 * @returns {string[][] | null}
 */
function matrix(tensor) {
  if (!tensor?.data || tensor.shape.length > 2 || tensor.data.length === 0) return null;
  const columns = tensor.shape.at(-1) ?? 1;
  const texts = tensor.data.map((each) => number(each));
  return Array.from({ length: texts.length / columns }, (_, at) => texts.slice(at * columns, (at + 1) * columns));
}
