// What is on the stage: the nodes of a trace and its closed groups as cards, its edges as wires, its steps.

import { lookup } from '../wire.js';
import { anatomy, operand } from './anatomy.js';
import { placeText, primed } from './format.js';
import { around } from './around.js';
import { stacksOf } from './stacks.js';
import { playerSteps } from './steps.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Group} Group */
/** @typedef {import('../wire.d.ts').OpCard} OpCard */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */
/** @typedef {import('./anatomy.js').Operand} Operand */
/** @typedef {import('./steps.js').PlayerStep} PlayerStep */

/**
 * @typedef {object} Card
 * @property {string} id of the node, or of the closed group
 * @property {'input' | 'constant' | 'op' | 'group'} kind
 * @property {string} node the node whose value and gradient it shows: itself, or the first output of the group that is used
 * @property {string | null} group the closed group it stands for
 * @property {string} glyph '' for what is given
 * @property {string | null} name as typed, with the primes of its version
 * @property {string} label what a sentence calls it
 * @property {string} title
 * @property {readonly number[]} shape
 * @property {OpCard | null} card
 * @property {number} stack how many groups that are alike lie in it, one on the other; else 0
 */

/**
 * @typedef {object} Wire
 * @property {string} id
 * @property {string} from id of a card
 * @property {string} to id of a card
 * @property {string} node the node whose value it carries
 * @property {string} arg
 * @property {number} port place among the operands of `to`
 * @property {number} ports how many operands `to` has
 * @property {readonly string[]} edges one, or all that cross the border of a closed group
 * @property {boolean} live a gradient comes back on it
 * @property {boolean} flat
 * @property {Unbroadcast | null} unbroadcast
 */

/**
 * @typedef {object} Scene
 * @property {readonly Card[]} cards in program order
 * @property {readonly Wire[]} wires in the order of cards and operands
 * @property {readonly PlayerStep[]} steps
 * @property {ReadonlyMap<string, string>} cardOf id of a node -> id of the card it is in
 * @property {ReadonlyMap<string, Card>} cardById
 * @property {ReadonlyMap<string, Wire>} wireById
 * @property {ReadonlyMap<string, readonly Wire[]>} wiresInto per card, in the order of its operands
 */

const REMEMBERED = 8;

/** @type {WeakMap<Trace, Map<string, Scene>>} */
const known = new WeakMap();

/**
 * Made once per trace and set of opened groups.
 * @param {Trace} trace
 * @param {readonly string[]} [open]
 * @returns {Scene}
 */
export function scene(trace, open = []) {
  const scenes = known.get(trace) ?? new Map();
  known.set(trace, scenes);
  const key = [...open].sort().join(' ');
  const found = scenes.get(key);
  if (found) return found;
  if (scenes.size >= REMEMBERED) scenes.delete(scenes.keys().next().value);
  const made = Object.freeze(build(trace, new Set(open)));
  scenes.set(key, made);
  return made;
}

/**
 * @param {Trace} trace
 * @param {ReadonlySet<string>} open
 * @returns {Scene}
 */
function build(trace, open) {
  const { paths, borders } = anatomy(trace);
  /** @type {Map<string, string>} */
  const cardOf = new Map();
  /** @type {Map<string, Card>} */
  const cardById = new Map();
  for (const node of trace.nodes) {
    const closed = (node.group && paths.get(node.group)?.find((group) => !open.has(group))) || null;
    cardOf.set(node.id, closed ?? node.id);
    if (closed === null) cardById.set(node.id, nodeCard(trace, node));
    else if (!cardById.has(closed)) cardById.set(closed, groupCard(trace, closed));
  }
  const cards = [...cardById.values()];
  const wiresInto = new Map(
    cards.map((card) => {
      const operands = card.group === null ? single(trace, card.node) : (borders.get(card.group) ?? []);
      const ports = portsOf(trace, card, borders, operands);
      return [card.id, operands.map((each, place) => wire(card, each, ports.of[place], ports.count, cardOf))];
    }),
  );
  const wires = [...wiresInto.values()].flat();
  const wireById = new Map(wires.map((each) => [each.id, each]));
  const stage = { cardOf, cardById, wireById, wiresInto };
  return { cards, wires, steps: playerSteps(trace, stage), ...stage };
}

/**
 * @param {Trace} trace
 * @param {Node} node
 * @returns {Card}
 */
function nodeCard(trace, node) {
  const card = node.card === null ? null : (trace.cards[node.card] ?? null);
  return Object.freeze({
    id: node.id,
    kind: node.kind,
    node: node.id,
    group: null,
    glyph: written(card?.glyph ?? '', node.params.key),
    name: node.name === null ? null : primed(node.name, node.version),
    label: node.label,
    title: card?.title ?? node.label,
    shape: node.shape,
    card,
    stack: 0,
  });
}

/**
 * "[ ]" and "[ ] =" with the index that stands there.
 * @param {string} glyph
 * @param {unknown} key
 */
const written = (glyph, key) => (key === undefined ? glyph : glyph.replace('[ ]', `[${placeText(key)}]`));

/**
 * @param {Trace} trace
 * @param {string} id
 * @returns {Card}
 */
function groupCard(trace, id) {
  const { groups, nodes } = lookup(trace);
  const group = /** @type {Group} */ (groups.get(id));
  const output = /** @type {Node} */ (nodes.get(shown(trace, group)));
  const card = group.card === null ? null : (trace.cards[group.card] ?? null);
  const stack = stacksOf(trace).get(id)?.length ?? 0;
  // Of many results none may stand for the others: a stack shows how many there are, and is called what they are called.
  const whole = `${group.label} × ${stack}`;
  return Object.freeze({
    id,
    kind: 'group',
    node: output.id,
    group: id,
    glyph: card?.glyph ?? group.label,
    name: stack > 0 || output.name === null ? null : primed(output.name, output.version),
    label: stack > 0 ? whole : output.label,
    title: stack > 0 ? whole : (card?.title ?? group.label),
    shape: output.shape,
    card,
    stack,
  });
}

/**
 * A cell hands out its state and its memory, max its values and their places: the card shows the first that anything depends on.
 * @param {Trace} trace
 * @param {Group} group
 */
function shown(trace, { id, outputs }) {
  const { users } = lookup(trace);
  const { paths } = anatomy(trace);
  const used = (/** @type {string} */ node) =>
    trace.targets.includes(node) || (users.get(node) ?? []).some((edge) => !around(trace, paths, edge.to).includes(id));
  return outputs.find(used) ?? outputs[0];
}

/**
 * One port for each operand; of a stack for each operand of one of its members, where those of the others end too.
 * @param {Trace} trace
 * @param {Card} card
 * @param {ReadonlyMap<string, readonly Operand[]>} borders
 * @param {readonly Operand[]} operands
 */
function portsOf(trace, card, borders, operands) {
  if (card.stack === 0) return { of: operands.map((_, place) => place), count: operands.length };
  /** @type {Map<string, number>} */
  const places = new Map();
  let count = 0;
  for (const member of stacksOf(trace).get(card.id) ?? []) {
    const own = borders.get(member) ?? [];
    count = Math.max(count, own.length);
    own.forEach(({ node }, place) => places.has(node) || places.set(node, place));
  }
  return { of: operands.map(({ node }) => places.get(node) ?? 0), count };
}

/**
 * The operands of a node, each with its one edge: `x * x` has two wires.
 * @param {Trace} trace
 * @param {string} node
 * @returns {Operand[]}
 */
function single(trace, node) {
  const { nodes, edges } = lookup(trace);
  return /** @type {Node} */ (nodes.get(node)).edges_in.map((id) => {
    const edge = /** @type {Edge} */ (edges.get(id));
    return operand(edge.from, edge.arg, [edge]);
  });
}

/**
 * @param {Card} to
 * @param {Operand} operand
 * @param {number} port
 * @param {number} ports
 * @param {ReadonlyMap<string, string>} cardOf
 * @returns {Wire}
 */
function wire(to, { node, arg, edges, live, flat, unbroadcast }, port, ports, cardOf) {
  return Object.freeze({
    id: to.group === null ? edges[0].id : `${to.id}:${node}`,
    from: /** @type {string} */ (cardOf.get(node)),
    to: to.id,
    node,
    arg,
    port,
    ports,
    edges: Object.freeze(edges.map((edge) => edge.id)),
    live,
    flat,
    unbroadcast,
  });
}
