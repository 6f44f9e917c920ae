import { html } from './node.js';

const MINUS = '\u2212';

/** Every digit of a number, as one would type it, with the real minus sign. @param {number} value */
export function typed(value) {
  if (value === Infinity) return '∞';
  if (value === -Infinity) return `${MINUS}∞`;
  return String(value).replaceAll('-', MINUS);
}

/** The number a person meant; null for what is not one yet, such as `-` or `1e`. @param {string} text */
export function parsed(text) {
  const plain = text.trim().replaceAll(MINUS, '-').replace('∞', 'Infinity');
  if (plain === '' || /^[+-]?0[xob]/i.test(plain)) return null;
  if (plain.toLowerCase() === 'nan') return NaN;
  const value = Number(plain);
  // 1e400 is no number of 64 bits; who means infinity writes it.
  return Number.isNaN(value) || (Math.abs(value) === Infinity && /\d/.test(plain)) ? null : value;
}

/** One step on: 0.1 + 0.2 is 0.3 here. @param {number} value @param {number} by */
export function stepped(value, by) {
  return Number((value + by).toPrecision(12));
}

/**
 * How far an arrow key goes where nothing else is told: one in the last digit, of many digits in the second; never more than 1.
 * @example stepOf(0.25) // 0.01
 * @param {number} value
 */
export function stepOf(value) {
  if (!Number.isFinite(value) || Number.isInteger(value)) return 1;
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e');
  return Math.min(1, Number(`1e${Number(exponent) - (mantissa.includes('.') ? 1 : 0)}`));
}

/**
 * How a field reads and writes: `read` answers null for what is not a value, `write` gives every digit, `brief` what fits.
 * @template T
 * @typedef {{read: (text: string) => T | null, write: (value: T) => string, brief: (value: T) => string}} Spelling
 */

/**
 * A field for one value: typed, or, while it is a number, stepped with the arrow keys (ten steps with Shift). `change` is told
 * every value that can be read; what cannot be read stays until it can, `fault` is told, and Escape takes the value back.
 * @template T
 * @param {{label: string, first: T, spelling: Spelling<T>, change: (value: T) => void, fault?: (invalid: boolean) => void}} options
 */
export function valueField({ label, first, spelling, change, fault }) {
  const { read, write, brief } = spelling;
  const element = html('input', { class: 'field', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-label': label });
  let value = first;
  /** Told from outside, or the number's own: that of the number one began with, or 0.1 would go to 0 and then to 1. @type {number | null} */
  let step = null;
  let own = 1;
  let invalid = false;
  const same = (/** @type {T} */ a, /** @type {T} */ b) => write(a) === write(b);
  const active = () => document.activeElement === element;

  element.addEventListener('input', () => {
    const next = read(element.value);
    mark(next === null);
    if (next === null || same(next, value)) return;
    value = next;
    begin();
    change(next);
  });

  element.addEventListener('keydown', (event) => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter' && !invalid) settle();
    if (event.key === 'Escape' && invalid) {
      event.stopPropagation();
      settle();
    }
    if (way === 0 || typeof value !== 'number') return;
    event.preventDefault();
    value = /** @type {T & number} */ (stepped(value, way * (step ?? own) * (event.shiftKey ? 10 : 1)));
    settle();
    change(value);
  });

  element.addEventListener('focus', begin);
  element.addEventListener('focus', () => !invalid && settle());
  element.addEventListener('blur', () => !invalid && settle());

  function begin() {
    own = typeof value === 'number' ? stepOf(value) : 1;
  }

  /** @param {boolean} wrong */
  function mark(wrong) {
    if (wrong === invalid) return;
    invalid = wrong;
    if (wrong) element.setAttribute('aria-invalid', 'true');
    else element.removeAttribute('aria-invalid');
    fault?.(wrong);
  }

  /** Every digit while one types, what fits when one reads. */
  function settle() {
    const full = write(value);
    const shown = active() ? full : brief(value);
    if (element.value !== shown) element.value = shown;
    if (shown === full) element.removeAttribute('title');
    else element.title = full;
    mark(false);
  }

  return {
    element,
    /** Leaves what is being typed alone. @param {T} next @param {number} [by] */
    set(next, by) {
      step = by ?? null;
      const typing = active() ? read(element.value) : null;
      if ((invalid && same(next, value)) || (typing !== null && same(typing, next))) {
        value = next;
        return;
      }
      value = next;
      settle();
    },
    /** Goes on where another field for the same value was left. @param {string} text @param {number | null} caret */
    resume(text, caret) {
      element.focus({ preventScroll: true });
      element.value = text;
      element.setSelectionRange(caret ?? text.length, caret ?? text.length);
      element.dispatchEvent(new Event('input'));
    },
  };
}

/**
 * The same for a number.
 * @param {{label: string, change: (value: number) => void, brief: (value: number) => string, fault?: (invalid: boolean) => void}} options
 */
export function numberField({ label, change, brief, fault }) {
  const field = valueField({ label, first: 0, spelling: { read: parsed, write: typed, brief }, change, fault });
  field.element.inputMode = 'decimal';
  return field;
}

/** Tells what a field takes while it holds something else. @param {HTMLElement} note @param {string} text */
export function telling(note, text) {
  return (/** @type {boolean} */ invalid) => {
    note.textContent = invalid ? text : '';
    note.hidden = !invalid;
  };
}
