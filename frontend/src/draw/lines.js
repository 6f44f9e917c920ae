/**
 * The text as lines of stretches, each stretch with the classes of the marks over it and of what it is.
 *
 * lines('f = exp(-x)', [{from: 8, to: 10, mark: 'lit'}])  ->  one line: 'f = exp(' '-x' (lit) ')'
 */

/** @typedef {{from: number, to: number, mark: string}} Mark offsets are UTF-16 */
/** @typedef {{text: string, classes: readonly string[]}} Stretch */
/** @typedef {{start: number, stretches: Stretch[]}} Line */

const COMMENT = /(?:"[^"\n]*"|'[^'\n]*'|[^#"'\n])*(#.*)?/y;
const SIGN = /[()[\]{},;]/;

/**
 * @param {string} text
 * @param {readonly Mark[]} marks
 * @returns {Line[]}
 */
export function lines(text, marks) {
  let start = 0;
  return text.split('\n').map((line) => {
    const drawn = { start, stretches: stretchesOf(line, start, marks) };
    start += line.length + 1;
    return drawn;
  });
}

/**
 * @param {string} line
 * @param {number} start
 * @param {readonly Mark[]} marks
 * @returns {Stretch[]}
 */
function stretchesOf(line, start, marks) {
  const comment = commentAt(line);
  /** @type {Stretch[]} */
  const stretches = [];
  let last = '';
  for (let k = 0; k < line.length; k += 1) {
    const classes = marks.filter((mark) => mark.from <= start + k && start + k < mark.to).map((mark) => mark.mark);
    if (k >= comment) classes.push('comment');
    else if (SIGN.test(line[k])) classes.push('sign');
    const key = classes.join(' ');
    const open = stretches.at(-1);
    if (open && key === last) open.text += line[k];
    else stretches.push({ text: line[k], classes });
    last = key;
  }
  return stretches;
}

/** Where the comment of a line begins; its length when it has none. @param {string} line */
function commentAt(line) {
  COMMENT.lastIndex = 0;
  const comment = COMMENT.exec(line)?.[1];
  return comment === undefined ? line.length : line.length - comment.length;
}

/** The line an offset stands on, counted from 0. @param {string} text @param {number} offset */
export function lineOf(text, offset) {
  let line = 0;
  for (let k = text.indexOf('\n'); k !== -1 && k < offset; k = text.indexOf('\n', k + 1)) line += 1;
  return line;
}

/**
 * The smallest span over an offset.
 * @template {{span: readonly number[] | null}} T
 * @param {readonly T[]} things
 * @param {number} offset
 * @returns {T | null}
 */
export function innermost(things, offset) {
  /** @type {T | null} */
  let best = null;
  let size = Infinity;
  for (const thing of things) {
    if (!thing.span) continue;
    const [from, to] = thing.span;
    if (from <= offset && offset < to && to - from < size) {
      best = thing;
      size = to - from;
    }
  }
  return best;
}
