// Builds small, complete traces by hand: every op says its value, its relation and, on its own, how its gradient comes back.

import { read } from '../../frontend/src/wire.js';

/** @typedef {{shape: number[], data: number[]}} Dense */
/** @typedef {{arg: string, from: string, relation: any, partial: Dense | null, vjp: ((g: number[]) => number[]) | null, unbroadcast?: any, flat?: boolean, selects?: boolean}} Way */

export const size = (/** @type {readonly number[]} */ shape) => shape.reduce((product, n) => product * n, 1);

/** Every index of a shape, row-major. @param {readonly number[]} shape @returns {number[][]} */
export const indices = (shape) =>
  shape.reduce(
    (found, n) => found.flatMap((index) => Array.from({ length: n }, (_, i) => [...index, i])),
    /** @type {number[][]} */ ([[]]),
  );

/** @param {readonly number[]} index @param {readonly number[]} shape */
export const flat = (index, shape) => index.reduce((at, i, k) => at * shape[k] + i, 0);

export class Builder {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.nodes = /** @type {any[]} */ ([]);
    this.edges = /** @type {any[]} */ ([]);
    this.groups = /** @type {any[]} */ ([]);
    this.ways = new Map();
    this.inside = /** @type {string | null} */ (null);
  }

  /** @param {string} id @returns {any} */
  node(id) {
    return this.nodes.find((node) => node.id === id);
  }

  /** @param {any} facts @param {Dense} value */
  add(facts, value) {
    const id = `n${this.nodes.length}`;
    const node = {
      id,
      kind: 'op',
      op: null,
      card: null,
      name: null,
      aliases: [],
      version: 0,
      label: id,
      shape: value.shape,
      span: null,
      group: this.inside,
      edges_in: [],
      params: {},
      value,
      grad: null,
      connected: false,
      notices: [],
      flops: 0,
      ...facts,
    };
    this.nodes.push(node);
    return id;
  }

  /** @param {string} name @param {number[]} shape @param {number[]} data */
  input = (name, shape, data) => this.add({ kind: 'input', name, label: name }, { shape, data });

  /** @param {number} value */
  constant = (value) => this.add({ kind: 'constant', label: String(value) }, { shape: [], data: [value] });

  /**
   * @param {string} op
   * @param {Dense} value
   * @param {Way[]} ways
   * @param {string | null} [name]
   */
  op(op, value, ways, name = null) {
    const id = this.add({ op, name, label: name ?? op }, value);
    for (const { arg, from, relation, partial, vjp, unbroadcast = null, flat: level = false, selects = false } of ways) {
      const edge = { id: `e${this.edges.length}`, from, to: id, arg, relation, partial, contribution: null, unbroadcast, flat: level, selects };
      this.edges.push(edge);
      this.ways.set(edge.id, vjp);
      this.node(id).edges_in.push(edge.id);
    }
    return id;
  }

  /** @param {string} label @param {Record<string, string>} args @param {() => string} body */
  group(label, args, body) {
    const id = `g${this.groups.length}`;
    const group = {
      id,
      label,
      parent: this.inside,
      kind: 'macro',
      card: null,
      args,
      outputs: /** @type {string[]} */ ([]),
      params: {},
      span: null,
      twin_of: null,
    };
    this.groups.push(group);
    const outer = this.inside;
    this.inside = id;
    const output = body();
    this.inside = outer;
    group.outputs.push(output);
    return output;
  }

  /** @param {string} target @param {number[]} [upstream] */
  trace(target, upstream = this.node(target).value.data.map(() => 1)) {
    const reachable = this.backward(target, upstream);
    const steps = [{ phase: 'given', kind: 'compute', node: null, edge: null }];
    for (const node of this.nodes) if (node.kind === 'op') steps.push({ phase: 'forward', kind: 'compute', node: node.id, edge: null });
    steps.push({ phase: 'seed', kind: 'seed', node: target, edge: null });
    for (const edge of reachable) {
      const kinds = edge.unbroadcast ? ['local', 'unbroadcast', 'accumulate'] : ['local', 'accumulate'];
      for (const kind of kinds) steps.push({ phase: 'backward', kind, node: edge.to, edge: edge.id });
    }
    const { shape } = this.node(target);
    return read(
      JSON.parse(
        JSON.stringify({
          version: 1,
          program: { text: this.text, vars: {}, seed: 0, dialect: 'plain' },
          targets: [target],
          upstream: { shape, data: upstream },
          upstream_given: false,
          ad: 'reverse',
          cards: {},
          derivatives: [],
          nodes: this.nodes,
          edges: this.edges,
          groups: this.groups,
          steps,
          inputs: this.nodes
            .filter((node) => node.kind === 'input')
            .map((node) => ({ name: node.name, node: node.id, shape: node.shape, value: node.value, source: 'free', overridden: false, span: null, slider: null })),
          names: this.nodes.filter((node) => node.name !== null).map((node) => node.name),
          watches: [],
          notices: [],
          problems: [],
          cost: { nodes: this.nodes.length, flops_forward: 0, flops_backward: 0, bytes: 0 },
          limits_hit: [],
        }),
      ),
    );
  }

  /** Marks what a gradient reaches; answers the edges in the order of the pass. @param {string} target @param {number[]} upstream */
  backward(target, upstream) {
    const varies = new Set();
    for (const node of this.nodes) {
      if (node.kind === 'input' || node.edges_in.some((/** @type {string} */ id) => varies.has(this.edge(id).from) && this.ways.get(id)))
        varies.add(node.id);
    }
    this.node(target).grad = { shape: this.node(target).shape, data: upstream };
    const order = [];
    for (const node of [...this.nodes].reverse()) {
      if (node.grad === null || node.kind !== 'op') continue;
      for (const id of node.edges_in) {
        const edge = this.edge(id);
        const vjp = this.ways.get(id);
        if (!vjp || !varies.has(edge.from)) continue;
        const { shape } = this.node(edge.from);
        edge.contribution = { shape, data: vjp(node.grad.data) };
        const from = this.node(edge.from);
        const before = from.grad?.data ?? edge.contribution.data.map(() => 0);
        from.grad = { shape, data: edge.contribution.data.map((/** @type {number} */ each, /** @type {number} */ i) => before[i] + each) };
        order.push(edge);
      }
    }
    for (const node of this.nodes) node.connected = node.grad !== null;
    return order;
  }

  /** @param {string} id @returns {any} */
  edge(id) {
    return this.edges.find((edge) => edge.id === id);
  }
}
