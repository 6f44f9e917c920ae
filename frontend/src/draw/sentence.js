/**
 * Sentences. A template such as "Negation flips the sign: {to} receives {g} × {local} = {result}." becomes a list of parts;
 * what stands between backticks is code.
 *
 * '`*` gives {out.value}.'  ->  [{name '*'}, {plain ' gives '}, {value '−2'}, {plain '.'}]
 */

/** @typedef {'name' | 'value' | 'grad' | 'local' | 'plain'} Kind */
/** @typedef {{text: string, kind: Kind}} Part */

/**
 * @param {string} template
 * @param {(slot: string) => string | Part | readonly Part[] | null} fill  a string is plain text; null keeps the slot's own name
 * @returns {Part[]}
 */
export function sentence(template, fill) {
  /** @type {Part[]} */
  const parts = [];
  template.split('`').forEach((stretch, index) => {
    const code = index % 2 === 1;
    stretch.split(/\{([^{}]*)\}/).forEach((piece, place) => {
      if (place % 2 === 0) return push(parts, { text: piece, kind: code ? 'name' : 'plain' });
      const filled = fill(piece) ?? piece;
      if (typeof filled === 'string') push(parts, { text: filled, kind: code ? 'name' : 'plain' });
      else for (const part of 'text' in filled ? [filled] : filled) push(parts, code ? { text: part.text, kind: 'name' } : part);
    });
  });
  return parts;
}

/**
 * @param {Part[]} parts
 * @param {Part} part
 */
function push(parts, part) {
  const last = parts.at(-1);
  if (part.text === '') return;
  if (last && last.kind === part.kind && part.kind === 'plain') parts[parts.length - 1] = { text: last.text + part.text, kind: 'plain' };
  else parts.push(part);
}

/** @param {readonly Part[]} parts */
export function plainText(parts) {
  return parts.map((part) => part.text).join('');
}
