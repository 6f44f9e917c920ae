// Words of stacks: groups that are alike, drawn as one card. `{name}` is filled by the page.

export const stack = {
  graph: {
    stack: (/** @type {number} */ count) => `stack of ${count} closed groups that are alike`,
    nodesEach: (/** @type {number} */ nodes) => `${nodes} ${nodes === 1 ? 'node' : 'nodes'} each`,
    values: (/** @type {number} */ count, /** @type {readonly number[]} */ dims) => (dims.length > 0 ? `${count} of ${dims.join(' × ')}` : `${count} values`),
    valuesBlank: 'values not yet known',
    gradients: (/** @type {number} */ count) => `${count} gradients`,
    gradientsBlank: 'gradients not yet known',
    gradientsSoFar: (/** @type {number} */ come, /** @type {number} */ all) => `${come} of ${all} gradients have come`,
    arrivedOf: (/** @type {number} */ come, /** @type {number} */ all) => `${come} of ${all}`,
  },
  narration: {
    stack: 'All {count} of `{name}` are computed: they are alike, only their numbers differ.',
    stackBack: 'The {count} of `{name}` bring {result} back to `{to}`, all together.',
    toStack: 'A gradient, {result}, comes back to one of the {count} of `{name}`.',
  },
  explain: {
    stack: (/** @type {number} */ count) => `All ${count} do the same to other numbers. Open the stack to see the numbers of one.`,
    stackBack: (/** @type {number} */ count) => `What comes back from all ${count}, added up. Open the stack to see what each of them brings.`,
    openStack: 'Open the stack',
  },
};
