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
  return Number.isNaN(value) ? null : value;
}

/** One step on: 0.1 + 0.2 is 0.3 here. @param {number} value @param {number} by */
export function stepped(value, by) {
  return Number((value + by).toPrecision(12));
}

/**
 * A field for one number: typed, or stepped with the arrow keys (ten steps with Shift). `change` is told every number that can be read.
 * @param {{label: string, change: (value: number) => void}} options
 */
export function numberField({ label, change }) {
  const element = html('input', { class: 'field', type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', 'aria-label': label });
  let value = 0;
  let step = 1;

  element.addEventListener('input', () => {
    const next = parsed(element.value);
    element.toggleAttribute('aria-invalid', next === null);
    if (next === null || Object.is(next, value)) return;
    value = next;
    change(next);
  });

  element.addEventListener('keydown', (event) => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter') settle();
    if (way === 0) return;
    event.preventDefault();
    value = stepped(value, way * step * (event.shiftKey ? 10 : 1));
    settle();
    change(value);
  });

  element.addEventListener('blur', settle);

  function settle() {
    element.value = typed(value);
    element.removeAttribute('aria-invalid');
  }

  return {
    element,
    /** Leaves what is being typed alone. @param {number} next @param {number} [by] */
    set(next, by = 1) {
      step = by;
      if (document.activeElement === element && Object.is(parsed(element.value), next)) return;
      if (document.activeElement === element && element.hasAttribute('aria-invalid') && Object.is(next, value)) return;
      value = next;
      settle();
    },
  };
}
