// The inside of a closed group: who belongs to it, where its gradients come in, where its copies come from.

import { nodeOf } from './factor.js';
import { row } from './relation.js';
import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Group} Group */

/** @type {WeakMap<Group, ReadonlySet<string>>} */
const members = new WeakMap();

/**
 * The nodes of a group and of the groups in it.
 * @param {Trace} trace
 * @param {string} id
 * @returns {ReadonlySet<string>}
 */
export function inside(trace, id) {
  const { groups } = lookup(trace);
  const group = /** @type {Group} */ (groups.get(id));
  const found = members.get(group);
  if (found) return found;
  const within = new Set(trace.nodes.filter((node) => belongs(groups, node.group, id)).map((node) => node.id));
  members.set(group, within);
  return within;
}

/**
 * @param {ReadonlyMap<string, Group>} groups
 * @param {string | null} from
 * @param {string} id
 */
function belongs(groups, from, id) {
  for (let at = from; at !== null; at = groups.get(at)?.parent ?? null) if (at === id) return true;
  return false;
}

/**
 * The gradient of this node is one that the closed card knows from outside: an output, a target, or used by others as well.
 * @param {Trace} trace
 * @param {string} id
 * @param {string} node
 */
export function leaves(trace, id, node) {
  const { groups, users } = lookup(trace);
  const within = inside(trace, id);
  return (
    !within.has(node) ||
    groups.get(id)?.outputs.includes(node) ||
    trace.targets.includes(node) ||
    (users.get(node) ?? []).some((edge) => edge.contribution !== null && !within.has(edge.to))
  );
}

/**
 * The outputs of a closed group at which the gradient came in that goes out over these edges.
 * @param {Trace} trace
 * @param {string} id
 * @param {readonly string[]} over edges across its border
 * @returns {readonly string[]} nodes, in the order in which the group hands them out
 */
export function sources(trace, id, over) {
  const { groups, edges, users } = lookup(trace);
  const within = inside(trace, id);
  const live = (/** @type {Edge | undefined} */ edge) => (edge?.contribution && within.has(edge.to) ? [edge.to] : []);
  const reached = new Set(over.flatMap((edge) => live(edges.get(edge))));
  // A set that grows while it is walked: what is added is walked as well.
  for (const node of reached) for (const user of (users.get(node) ?? []).flatMap(live)) reached.add(user);
  const outputs = /** @type {Group} */ (groups.get(id)).outputs;
  const entered = (/** @type {string} */ node) =>
    trace.targets.includes(node) || (users.get(node) ?? []).some((edge) => edge.contribution !== null && !within.has(edge.to));
  return [...reached].filter(entered).sort((a, b) => outputs.indexOf(a) - outputs.indexOf(b));
}

/**
 * Follows copies back to the first entry outside, or to the entry where copying ends.
 * @param {Trace} trace
 * @param {ReadonlySet<string>} within
 * @param {string} node
 * @param {number} entry
 * @returns {{node: string, entry: number} | null} null: the entry was filled in
 */
export function origin(trace, within, node, entry) {
  const { edges } = lookup(trace);
  let at = { node, entry };
  while (within.has(at.node)) {
    const copies = nodeOf(trace, at.node)
      .edges_in.map((id) => /** @type {Edge} */ (edges.get(id)))
      .filter((edge) => edge.relation.kind !== 'influence');
    if (copies.length === 0 || copies.some((edge) => edge.relation.kind !== 'map')) return at;
    const source = copies
      .map((edge) => ({ node: edge.from, entry: row(trace, edge, at.entry)[0] }))
      .find((each) => each.entry !== undefined);
    if (!source) return null;
    at = source;
  }
  return at;
}
