/**
 * Moves the blocks whose turn it is as near to their wishes as the distances allow. Those that had their turn stand
 * fast, those still to come only keep their room.
 *
 * Two extreme answers are cheap: push only downwards, or push only upwards. Distances are linear, so the mean of the
 * two holds them as well, and it is symmetric: three users of one value stand around it.
 *
 * @param {import('./neighbours.js').Neighbours} near
 * @param {Int32Array} turn
 * @param {Float64Array} at changed in place
 * @param {Float64Array} wish
 * @param {number} now
 */
export function settle({ upper, lower, distance, aboves, belows, flow }, turn, at, wish, now) {
  /** Highest position each block can have if its neighbours above stand as `above` says. @param {number} b @param {Float64Array} above */
  const pushed = (b, above) => {
    let most = -Infinity;
    for (let j = aboves.start[b]; j < aboves.start[b + 1]; j++) most = Math.max(most, above[upper[aboves.items[j]]] + distance[aboves.items[j]]);
    return most;
  };
  /** @param {number} b @param {Float64Array} below */
  const lifted = (b, below) => {
    let least = Infinity;
    for (let j = belows.start[b]; j < belows.start[b + 1]; j++) least = Math.min(least, below[lower[belows.items[j]]] - distance[belows.items[j]]);
    return least;
  };
  const [low, high, down, up] = [0, 1, 2, 3].map(() => at.slice());
  for (const b of flow) if (turn[b] >= now) low[b] = pushed(b, low);
  for (let i = flow.length - 1; i >= 0; i--) if (turn[flow[i]] >= now) high[flow[i]] = lifted(flow[i], high);
  const own = (/** @type {number} */ b) => Math.max(low[b], Math.min(high[b], wish[b]));
  for (const b of flow) if (turn[b] >= now) down[b] = Math.max(pushed(b, down), turn[b] === now ? own(b) : -Infinity);
  for (let i = flow.length - 1; i >= 0; i--) {
    const b = flow[i];
    if (turn[b] >= now) up[b] = Math.min(lifted(b, up), turn[b] === now ? own(b) : Infinity);
  }
  for (let b = 0; b < at.length; b++) if (turn[b] === now) at[b] = (down[b] + up[b]) / 2;
}
