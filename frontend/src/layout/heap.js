/** A binary heap of numbers by their cost: the cheapest comes out first, of equal ones the one that went in first. */

/** @returns {{push: (item: number, cost: number) => void, pop: () => number | undefined}} */
export function heap() {
  /** @type {{item: number, cost: number, turn: number}[]} */
  const all = [];
  let turns = 0;
  const before = (/** @type {number} */ i, /** @type {number} */ j) => all[i].cost < all[j].cost || (all[i].cost === all[j].cost && all[i].turn < all[j].turn);
  const swap = (/** @type {number} */ i, /** @type {number} */ j) => ([all[i], all[j]] = [all[j], all[i]]);
  return {
    push(item, cost) {
      let i = all.push({ item, cost, turn: turns++ }) - 1;
      while (i > 0 && before(i, (i - 1) >> 1)) i = (swap(i, (i - 1) >> 1), (i - 1) >> 1);
    },
    pop() {
      const top = all[0];
      const last = all.pop();
      if (!top || !last || all.length === 0) return top?.item;
      all[0] = last;
      for (let i = 0; ;) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < all.length && before(child, least)) least = child;
        if (least === i) return top.item;
        swap(i, least);
        i = least;
      }
    },
  };
}
