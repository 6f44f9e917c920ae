// Is it a trace? What a view relies on without asking: kinds of members, sizes of tensors, ids that exist.

export class WireError extends Error {
  /** @param {string} path where in the trace, `nodes[3].value` @param {string} fact */
  constructor(path, fact) {
    super(`${path}: ${fact}`);
    this.name = 'WireError';
    this.path = path;
  }
}

/** What the page relies on, per part of a trace. A trailing `?` means: or null. */
const TRACE = {
  program: 'object',
  targets: 'array',
  upstream: 'tensor',
  cards: 'object',
  nodes: 'array',
  edges: 'array',
  groups: 'array',
  steps: 'array',
  inputs: 'array',
  names: 'array',
  notices: 'array',
  problems: 'array',
};
const NODE = {
  id: 'string',
  kind: 'string',
  card: 'string?',
  name: 'string?',
  aliases: 'array',
  version: 'number',
  label: 'string',
  shape: 'array',
  span: 'array?',
  group: 'string?',
  edges_in: 'array',
  value: 'tensor',
  grad: 'tensor?',
  connected: 'boolean',
};
const EDGE = { id: 'string', from: 'string', to: 'string', arg: 'string', relation: 'object', partial: 'tensor?', contribution: 'tensor?' };
const GROUP = { id: 'string', label: 'string', parent: 'string?', kind: 'string', card: 'string?', args: 'object', outputs: 'array' };
const STEP = { phase: 'string', kind: 'string', node: 'string?', edge: 'string?' };

/** @param {unknown} value */
export const kindOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/**
 * @param {any} value
 * @param {Record<string, string>} form
 * @param {string} path
 */
function check(value, form, path) {
  if (kindOf(value) !== 'object') throw new WireError(path, `expected an object, found ${kindOf(value)}`);
  for (const name in form) {
    const kind = form[name];
    const wanted = kind.endsWith('?') ? kind.slice(0, -1) : kind;
    const found = value[name];
    if (found === null && wanted !== kind) continue;
    if (wanted === 'tensor') checkTensor(found, `${path}.${name}`);
    else if (kindOf(found) !== wanted) throw new WireError(`${path}.${name}`, `expected ${wanted}, found ${kindOf(found)}`);
  }
}

/**
 * @param {any} value
 * @param {string} path
 */
function checkTensor(value, path) {
  if (kindOf(value) !== 'object' || !Array.isArray(value.shape)) throw new WireError(path, `expected a tensor, found ${kindOf(value)}`);
  const { shape, data } = value;
  if (data === undefined) {
    if (!value.summary || !Array.isArray(value.preview?.data)) throw new WireError(path, 'neither data nor summary and preview');
    return;
  }
  let size = 1;
  for (const length of shape) size *= length;
  if (!Array.isArray(data) || data.length !== size) throw new WireError(path, `shape ${shape.join(' × ')} and ${data?.length} entries`);
}

/** @param {any} trace */
export function checkParts(trace) {
  check(trace, TRACE, 'trace');
  each(trace.nodes, 'nodes', (node, path) => check(node, NODE, path));
  each(trace.edges, 'edges', (edge, path) => check(edge, EDGE, path));
  each(trace.groups, 'groups', (group, path) => check(group, GROUP, path));
  each(trace.steps, 'steps', (step, path) => check(step, STEP, path));
}

/**
 * Every id that is named exists, so that views may look up without asking.
 * @param {any} trace
 */
export function checkReferences(trace) {
  const nodes = new Set(trace.nodes.map((/** @type {any} */ node) => node.id));
  const edges = new Set(trace.edges.map((/** @type {any} */ edge) => edge.id));
  const groups = new Set(trace.groups.map((/** @type {any} */ group) => group.id));
  /** @param {Set<string>} known @param {string | null} id @param {string} path */
  const exists = (known, id, path) => {
    if (id !== null && !known.has(id)) throw new WireError(path, `nothing is called ${JSON.stringify(id)}`);
  };
  each(trace.nodes, 'nodes', (node, path) => {
    exists(groups, node.group, `${path}.group`);
    for (const id of node.edges_in) exists(edges, id, `${path}.edges_in`);
  });
  each(trace.edges, 'edges', (edge, path) => {
    exists(nodes, edge.from, `${path}.from`);
    exists(nodes, edge.to, `${path}.to`);
    for (const id of edge.relation.companions ?? []) exists(nodes, id, `${path}.relation.companions`);
  });
  each(trace.groups, 'groups', (group, path) => {
    exists(groups, group.parent, `${path}.parent`);
    if (group.outputs.length === 0) throw new WireError(`${path}.outputs`, 'a group hands out at least one value');
    for (const id of [...group.outputs, ...Object.values(group.args)]) exists(nodes, id, path);
  });
  each(trace.steps, 'steps', (step, path) => {
    exists(nodes, step.node, `${path}.node`);
    exists(edges, step.edge, `${path}.edge`);
  });
  for (const id of trace.targets) exists(nodes, id, 'targets');
}

/**
 * @param {any[]} list
 * @param {string} name
 * @param {(item: any, path: string) => void} visit
 */
const each = (list, name, visit) => list.forEach((item, i) => visit(item, `${name}[${i}]`));
