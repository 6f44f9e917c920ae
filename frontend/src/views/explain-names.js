/** Who is called what in a formula: the reader's name, cut where it is long, a short expression as typed, or a letter that is explained below. */

import { labelPiece, nameTree, short, slope } from '../draw/math-name.js';
import { ATOM, mi, put, row } from '../draw/math-tree.js';
import { nameOf, nodeOf } from './facts.js';
import { ownLetters } from './own-letters.js';

/** @typedef {import('../draw/math-tree.js').Piece} Piece */
/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('./facts.js').Study} Study */

/** @typedef {{letter: string, label: string}} StandIn */
/** @typedef {{text: (id: string) => string, piece: (id: string) => Piece, grad: (id: string) => Piece, standIns: StandIn[]}} Namer */

const LETTERS = ['u', 'v', 's', 't', 'p', 'q', 'r', 'k'];
/** An expression longer than this is called by a letter, and the letter is explained below. */
const LONG = 4;

/** @type {WeakMap<Trace, ReadonlyMap<string, string>>} */
const lettered = new WeakMap();

/**
 * One letter for each value that has no short name, in program order: it means the same at every step.
 * @param {Trace} trace
 * @returns {ReadonlyMap<string, string>}
 */
function lettersOf(trace) {
  const found = lettered.get(trace);
  if (found) return found;
  const taken = new Set([...trace.nodes.map((node) => node.name), ...Object.values(trace.cards).flatMap(ownLetters)]);
  const letters = free(taken);
  const long = trace.nodes.filter(({ name, kind, label, shape }) => name === null && kind !== 'constant' && (label.length > LONG || shape.length > 0));
  const made = new Map(long.map((node) => [node.id, /** @type {string} */ (letters.next().value)]));
  lettered.set(trace, made);
  return made;
}

/**
 * u, v, s, ... and when these are used up u1, v1, s1, ...
 * @param {ReadonlySet<string | null>} taken
 * @returns {Generator<string, never>}
 */
function* free(taken) {
  for (let round = 0; ; round += 1) for (const letter of LETTERS) if (!taken.has(`${letter}${round || ''}`)) yield `${letter}${round || ''}`;
}

/**
 * @param {Study} study
 * @returns {Namer}
 */
export function namer({ trace }) {
  const letters = lettersOf(trace);
  /** @type {Map<string, StandIn>} */
  const standIns = new Map();
  /** @param {string} id @returns {string | null} the letter of a value that has no short name */
  const letterOf = (id) => {
    const letter = letters.get(id) ?? null;
    if (letter !== null && !standIns.has(id)) {
      standIns.set(id, { letter, label: nodeOf(trace, id).label });
    }
    return letter;
  };
  /** @param {string} id @returns {string | null} its letter or its name, null for an expression that is written out */
  const called = (id) => {
    const letter = letterOf(id);
    if (letter !== null || nodeOf(trace, id).name === null) return letter;
    const name = nameOf(trace, id);
    if (short(name) !== name) standIns.set(id, { letter: short(name), label: name });
    return short(name);
  };
  return {
    text: (id) => letterOf(id) ?? nameOf(trace, id),
    piece: (id) => {
      const name = called(id);
      return name === null ? labelPiece(nameOf(trace, id)) : { tree: nameTree(name), binds: ATOM };
    },
    grad: (id) => {
      const name = called(id);
      return { tree: name === null ? row(mi('d'), put(labelPiece(nameOf(trace, id)), ATOM)) : nameTree(name, 'd'), binds: ATOM };
    },
    get standIns() {
      return [...standIns.values()];
    },
  };
}

/**
 * Gradients as slopes of the target, ∂f/∂x, where that is what they are; else as dx.
 * @param {Study} study
 * @param {Namer} names
 * @returns {(id: string, className?: string) => MathTree}
 */
export function gradientName({ trace }, names) {
  const [target, second] = trace.targets;
  const plain = second === undefined && !trace.upstream_given && nodeOf(trace, target).shape.length === 0;
  return (id, className) => {
    if (plain) return slope(names.piece(target), names.piece(id), className);
    return { ...row(names.grad(id).tree), ...(className ? { className } : {}) };
  };
}
