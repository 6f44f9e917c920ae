/**
 * Tracks: where between two ranks each value turns. A net is one value in one gap: it enters at `start` from the left
 * and leaves at `ends` to the right, all on one vertical line.
 *
 * Two nets whose lines would touch get different tracks, and two rules order them:
 * 1. hard: a net that starts where another one ends must turn first, or both would run on the same line;
 * 2. soft: fewer crossings. Nets going down turn the sooner the lower they start, nets going up the sooner the higher.
 * Where rule 1 has no answer (two values exchange their places) one of them turns twice, on a level of its own.
 *
 * @typedef {{start: number, ends: number[]}} Net
 * @typedef {{track: number, level: number, second: number}} Turn
 * track -1: straight on. level NaN: one turn; else the net runs on track `track` to `level`, then on `second` to its ends.
 */

/** Lines of different values on one track stay this far apart; horizontal lines nearer than NEAR count as touching. */
const CLEAR = 8;
const NEAR = 4;

/** Above this many nets in one gap the soft rule is taken at its word instead of being checked pair by pair. */
const MOST_COMPARED = 48;

/**
 * @param {readonly Net[]} nets
 * @returns {{turns: Turn[], count: number}}
 */
export function tracks(nets) {
  /** @type {Turn[]} */
  const turns = nets.map(() => ({ track: -1, level: NaN, second: -1 }));
  const turning = preferred(nets).filter((n) => nets[n].ends.some((end) => end !== nets[n].start));
  const { emitted, twice } = sorted(nets, turning);
  const levels = freeLevels(nets, twice);

  const pieces = emitted.map(({ net, second }) => {
    const { start, ends } = nets[net];
    const level = levels.get(net);
    if (level === undefined) return { net, second, ys: [start, ...ends] };
    return { net, second, ys: second ? [level, ...ends] : [start, level] };
  });
  const intervals = pieces.map(({ ys }) => [Math.min(...ys) - CLEAR / 2, Math.max(...ys) + CLEAR / 2]);
  const line = skyline(intervals);
  let count = 0;
  pieces.forEach(({ net, second }, i) => {
    const track = line(i);
    count = Math.max(count, track + 1);
    if (second) turns[net].second = track;
    else turns[net].track = track;
  });
  for (const [net, level] of levels) turns[net].level = level;
  return { turns, count };
}

/**
 * Nets by the soft rule; a small gap is then improved by exchanging neighbours while that removes crossings.
 * @param {readonly Net[]} nets
 * @returns {number[]}
 */
function preferred(nets) {
  const goesUp = nets.map(({ start, ends }) => ends.reduce((sum, end) => sum + end, 0) / ends.length < start);
  const queue = nets.map((_, i) => i);
  queue.sort((a, b) => Number(goesUp[a]) - Number(goesUp[b]) || (goesUp[a] ? nets[a].start - nets[b].start : nets[b].start - nets[a].start) || a - b);
  if (nets.length > MOST_COMPARED) return queue;
  for (let pass = 0, better = true; better && pass < nets.length; pass++) {
    better = false;
    for (let i = 0; i + 1 < queue.length; i++) {
      const [a, b] = [queue[i], queue[i + 1]];
      if (crossed(nets[b], nets[a]) >= crossed(nets[a], nets[b])) continue;
      queue[i] = b;
      queue[i + 1] = a;
      better = true;
    }
  }
  return queue;
}

/** How often two nets cross when `first` turns before `second`. @param {Net} first @param {Net} second */
function crossed(first, second) {
  const within = (/** @type {number} */ y, /** @type {Net} */ net) => y > Math.min(net.start, ...net.ends) && y < Math.max(net.start, ...net.ends);
  return Number(within(second.start, first)) + first.ends.filter((end) => within(end, second)).length;
}

/**
 * The given order, changed only so that the hard rule holds: a depth-first walk emits what must turn before a net, then
 * the net. Meeting a net that is still waiting closes a circle; that net's first turn is emitted at once, its second in its place.
 * @param {readonly Net[]} nets
 * @param {number[]} queue
 */
function sorted(nets, queue) {
  const starts = queue.map((net) => ({ net, y: nets[net].start })).sort((a, b) => a.y - b.y);
  /** @param {number} net the nets that start where this one ends */
  const before = (net) => {
    const found = [];
    for (const end of nets[net].ends) {
      let [low, high] = [0, starts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle].y > end - NEAR) high = middle;
        else low = middle + 1;
      }
      for (let i = low; i < starts.length && starts[i].y < end + NEAR; i++) if (starts[i].net !== net) found.push(starts[i].net);
    }
    return found;
  };

  /** @type {{net: number, second: boolean}[]} */
  const emitted = [];
  /** @type {Set<number>} */
  const twice = new Set();
  /** @type {Map<number, boolean>} false while waiting, true when done */
  const state = new Map();
  for (const root of queue) {
    if (state.has(root)) continue;
    state.set(root, false);
    const stack = [{ net: root, needs: before(root), next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.needs.length) {
        const need = top.needs[top.next++];
        if (!state.has(need)) {
          state.set(need, false);
          stack.push({ net: need, needs: before(need), next: 0 });
        } else if (!state.get(need) && !twice.has(need)) {
          twice.add(need);
          emitted.push({ net: need, second: false });
        }
      } else {
        state.set(top.net, true);
        emitted.push({ net: top.net, second: twice.has(top.net) });
        stack.pop();
      }
    }
  }
  return { emitted, twice };
}

/**
 * For every net that turns twice a level between its start and its first end where no other line of the gap runs.
 * @param {readonly Net[]} nets
 * @param {Set<number>} twice
 * @returns {Map<number, number>}
 */
function freeLevels(nets, twice) {
  const levels = new Map();
  if (twice.size === 0) return levels;
  const taken = new Set(nets.flatMap(({ start, ends }) => [start, ...ends]).flatMap(cells));
  for (const net of twice) {
    const middle = Math.round((nets[net].start + nets[net].ends[0]) / 2);
    let level = middle;
    for (let i = 1; cells(level).some((cell) => taken.has(cell)); i++) level = middle + (i % 2 ? 1 : -1) * Math.ceil(i / 2);
    levels.set(net, level);
    for (const cell of cells(level)) taken.add(cell);
  }
  return levels;
}

/** The whole numbers within NEAR / 2 of y: two lines that share none are not near. @param {number} y */
function cells(y) {
  const found = [];
  for (let cell = Math.floor(y - NEAR / 2); cell <= Math.ceil(y + NEAR / 2); cell++) found.push(cell);
  return found;
}

/**
 * Lays intervals down one after the other; each comes to lie one track beyond the farthest it overlaps.
 * A segment tree over the end points: `whole` lies on all of a part, `most` on some of it.
 * @param {readonly number[][]} intervals
 * @returns {(i: number) => number} lays interval i and tells its track
 */
function skyline(intervals) {
  const points = [...new Set(intervals.flat())].sort((a, b) => a - b);
  const index = new Map(points.map((y, i) => [y, i]));
  const whole = new Int32Array(4 * points.length + 4).fill(-1);
  const most = whole.slice();
  /** @param {number} node @param {number} begin @param {number} end @param {number} low @param {number} high @returns {number} */
  const query = (node, begin, end, low, high) => {
    if (high <= begin || end <= low) return -1;
    if (low <= begin && end <= high) return most[node];
    const middle = (begin + end) >> 1;
    return Math.max(whole[node], query(2 * node, begin, middle, low, high), query(2 * node + 1, middle, end, low, high));
  };
  /** @param {number} node @param {number} begin @param {number} end @param {number} low @param {number} high @param {number} track */
  const lay = (node, begin, end, low, high, track) => {
    if (high <= begin || end <= low) return;
    most[node] = Math.max(most[node], track);
    if (low <= begin && end <= high) {
      whole[node] = Math.max(whole[node], track);
      return;
    }
    const middle = (begin + end) >> 1;
    lay(2 * node, begin, middle, low, high, track);
    lay(2 * node + 1, middle, end, low, high, track);
  };
  return (i) => {
    const low = index.get(intervals[i][0]) ?? 0;
    const high = index.get(intervals[i][1]) ?? 0;
    const track = query(1, 0, points.length, low, high) + 1;
    lay(1, 0, points.length, low, high, track);
    return track;
  };
}
