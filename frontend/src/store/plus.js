// A bare + in an address is a blank: what the text may have meant.

const BETWEEN = /([\p{L}\p{N}_.)\]]) +(?=[\p{L}\p{N}_.([])/gu;
/** Words that stand between blanks by right: such a text lost no plus sign. */
const WORDS = /\b(?:and|as|class|def|elif|else|for|from|if|import|in|is|lambda|not|or|return|while|with)\b/;

/**
 * @example replussed('(x y)*z') // (x + y)*z
 * @param {string} text
 * @returns {string | null} null: no blank stands between two operands
 */
export function replussed(text) {
  if (WORDS.test(text)) return null;
  const lines = text.split('\n').map((line) => {
    const [, code, comment] = /** @type {RegExpExecArray} */ (/^([^#]*)(.*)$/s.exec(line));
    return code.replace(BETWEEN, '$1 + ') + comment;
  });
  const found = lines.join('\n');
  return found === text ? null : found;
}
