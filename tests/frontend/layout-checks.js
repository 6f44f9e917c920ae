import assert from 'node:assert/strict';

/**
 * @typedef {import('../../frontend/src/layout/index.js').GraphInput} GraphInput
 * @typedef {import('../../frontend/src/layout/index.js').Layout} Layout
 * @typedef {import('../../frontend/src/layout/index.js').Box} Box
 * @typedef {{edge: string, value: string, ax: number, ay: number, bx: number, by: number}} Segment ends sorted
 */

/** Least distance of two neighbours in a rank. @param {boolean} down @param {boolean} small */
const rowGap = (down, small) => (down || small ? 12 : 28);

/** @template T @param {Map<string, T>} map @param {string} id @returns {T} */
export const at = (map, id) => /** @type {T} */ (map.get(id));

/** @param {GraphInput} graph @param {Layout} layout @returns {Segment[]} */
function segments(graph, layout) {
  return graph.edges.flatMap(({ id, from }) => {
    const { points } = at(layout.edges, id);
    return points.slice(1).map(([x, y], i) => {
      const [px, py] = points[i];
      return { edge: id, value: from, ax: Math.min(x, px), ay: Math.min(y, py), bx: Math.max(x, px), by: Math.max(y, py) };
    });
  });
}

/** Every promise a layout makes, for one graph. @param {GraphInput} graph @param {Layout} layout @param {boolean} [down] */
export function check(graph, layout, down = false) {
  assert.deepEqual([...layout.nodes.keys()], graph.nodes.map(({ id }) => id));
  assert.deepEqual([...layout.edges.keys()], graph.edges.map(({ id }) => id));
  checkCards(graph, layout, down);
  checkLines(graph, layout, down);
  checkCrossings(graph, layout);
  checkTrunks(graph, layout);
}

/** @param {GraphInput} graph @param {Layout} layout @param {boolean} down */
function checkCards(graph, { width, height, nodes }, down) {
  for (const a of graph.nodes) {
    const box = at(nodes, a.id);
    assert.deepEqual([box.w, box.h], [a.w, a.h]);
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.w <= width && box.y + box.h <= height, `${a.id} lies outside`);
    for (const b of graph.nodes) {
      if (a.id >= b.id) continue;
      const other = at(nodes, b.id);
      const x = Math.max(other.x - box.x - box.w, box.x - other.x - other.w);
      const y = Math.max(other.y - box.y - box.h, box.y - other.y - other.h);
      const [along, across] = down ? [y, x] : [x, y];
      assert.ok(along >= 12 || across >= rowGap(down, Boolean(a.small ?? b.small)), `${a.id} and ${b.id} are ${along} and ${across} apart`);
    }
  }
  for (const { from, to } of graph.edges) {
    const [a, b] = [at(nodes, from), at(nodes, to)];
    const small = graph.nodes.some(({ id, small }) => id === from && small);
    const gap = down ? b.y - a.y - a.h : b.x - a.x - a.w;
    assert.ok(gap >= (small ? 12 : 26), `${from} and ${to} are ${gap} apart along the flow`);
  }
}

/** @param {GraphInput} graph @param {Layout} layout @param {boolean} down */
function checkLines(graph, { nodes, edges }, down) {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const { id, from, to, port } of graph.edges) {
    const { points } = at(edges, id);
    const [a, b] = [at(nodes, from), at(nodes, to)];
    const [out, user] = [at(byId, from), at(byId, to)];
    const into = user.axis + user.ports[port];
    assert.deepEqual(points[0], down ? [a.x + out.axis, a.y + a.h] : [a.x + a.w, a.y + out.axis], `${id} starts at its out-port`);
    assert.deepEqual(points[points.length - 1], down ? [b.x + into, b.y] : [b.x, b.y + into], `${id} ends at its in-port`);
    for (let i = 1; i < points.length; i++) {
      const [dx, dy] = [points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]];
      assert.ok((dx === 0) !== (dy === 0), `${id} has a segment by ${dx}, ${dy}`);
      assert.ok((down ? dy : dx) >= 0, `${id} never runs against the flow`);
      if (i > 1) assert.notEqual(dx === 0, points[i - 1][0] === points[i - 2][0], `${id} turns at every inner point`);
    }
    const [[px, py], [qx, qy]] = points.slice(-2);
    assert.ok((down ? qy - py : qx - px) >= 10, `${id} arrives along the flow, with room for its arrow`);
  }
}

/** No line under a foreign card, no two values on one line. @param {GraphInput} graph @param {Layout} layout */
function checkCrossings(graph, layout) {
  const all = segments(graph, layout);
  for (const s of all) {
    for (const [id, box] of layout.nodes) {
      const under = s.ax < box.x + box.w && s.bx > box.x && s.ay < box.y + box.h && s.by > box.y;
      assert.ok(!under, `${s.edge} runs under ${id}`);
    }
  }
  for (const s of all) {
    for (const t of all) {
      if (s.value >= t.value) continue;
      const x = Math.min(s.bx, t.bx) - Math.max(s.ax, t.ax);
      const y = Math.min(s.by, t.by) - Math.max(s.ay, t.ay);
      assert.ok(x < 0 || y < 0 || (x === 0 && y === 0), `${s.edge} and ${t.edge} run on one line`);
    }
  }
}

/** Cells of unit length along a line, from its start. @param {[number, number][]} points */
function steps(points) {
  const found = [];
  for (let i = 1; i < points.length; i++) {
    const [dx, dy] = [points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]];
    const n = Math.abs(dx) + Math.abs(dy);
    for (let k = 1; k <= n; k++) found.push(`${points[i - 1][0] + Math.sign(dx) * k} ${points[i - 1][1] + Math.sign(dy) * k}`);
  }
  return found;
}

/** All lines of a value are one tree, and `trunk` tells how long each runs with another. @param {GraphInput} graph @param {Layout} layout */
function checkTrunks(graph, { edges }) {
  for (const { id: value } of graph.nodes) {
    const own = graph.edges.filter(({ from }) => from === value);
    if (own.length === 1) assert.equal(at(edges, own[0].id).trunk, 0);
    if (own.length < 2) continue;
    const paths = own.map(({ id }) => steps(at(edges, id).points));
    const places = paths.map((path) => new Map(path.map((cell, n) => [cell, n])));
    own.forEach(({ id }, i) => {
      let shared = 0;
      paths.forEach((path, k) => {
        if (k === i) return;
        let n = 0;
        while (n < path.length && path[n] === paths[i][n]) n++;
        assert.ok(!paths[i].slice(n).some((cell) => (places[k].get(cell) ?? -1) >= n), `${id} meets its value again after leaving it`);
        shared = Math.max(shared, n);
      });
      assert.equal(Math.round(at(edges, id).trunk), shared, `trunk of ${id}`);
    });
  }
}
