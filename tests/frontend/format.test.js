import assert from 'node:assert/strict';
import { test } from 'node:test';

import { entryName, equals, number, primed, ravel, shape, shownValue, sign, unravel } from '../../frontend/src/store/format.js';

for (const [x, shown] of /** @type {[number, string][]} */ ([
  [2, '2'],
  [0, '0'],
  [-0, '0'],
  [-12, '−12'],
  [0.5, '0.5'],
  [1.25, '1.25'],
  [0.7310585786300049, '0.7311'],
  [-0.19661193324148185, '−0.1966'],
  [1.3678794411714423, '1.368'],
  [2.0000000001, '2.000'],
  [0.30000000000000004, '0.3'],
  [2.4000000000000004, '2.4'],
  [0.020000000000000004, '0.02'],
  [2.9999999999999996, '3'],
  [0.3000001, '0.3000'],
  [43.20001, '43.20'],
  [9999.7, '10000'],
  [12345.678, '12346'],
  [999999, '999999'],
  [1e6, '1e6'],
  [1234567, '1.23e6'],
  [0.0001, '0.0001'],
  [0.0000177, '1.77e−5'],
  [-1e-300, '−1e−300'],
  [NaN, 'NaN'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
])) {
  test(`${x} is shown as ${shown}`, () => assert.equal(number(x), shown));
}

test('a shape is its sizes, and no sizes are a scalar', () => {
  assert.equal(shape([4, 4]), '4 × 4');
  assert.equal(shape([]), 'scalar');
});

test('flat positions and indices lead to each other', () => {
  assert.deepEqual(unravel(5, [2, 3]), [1, 2]);
  for (let flat = 0; flat < 24; flat++) assert.equal(ravel(unravel(flat, [2, 3, 4]), [2, 3, 4]), flat);
  assert.deepEqual(unravel(0, []), []);
  assert.equal(ravel([], []), 0);
});

test('an entry is named by its index, a scalar by its name alone', () => {
  assert.equal(entryName('w', [2, 2], 1), 'w[0, 1]');
  assert.equal(entryName('w', [2, 2], null), 'w');
  assert.equal(entryName('x', [], 0), 'x');
});

test('versions have primes, many versions a number', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 12].map((version) => primed('x', version)),
    ['x', 'x′', 'x′′', 'x′′′', 'x′¹²'],
  );
});

test('numbers as shown that miss each other by what was rounded away are nearly equal', () => {
  assert.equal(equals(shownValue('−0.1966') * shownValue('−1'), shownValue('0.1966')), '=');
  assert.equal(equals(shownValue('0.5344') * shownValue('0.3679'), shownValue('0.1966')), '≈');
  assert.equal(equals(0.1 + 0.2, 0.3), '=');
  assert.equal(equals(NaN, 1), '=');
  assert.equal(shownValue('−1.77e−5'), -1.77e-5);
});

test('a whole number that was rounded is nearly equal, and so says its sign', () => {
  assert.deepEqual([30239.9992, 30240, 672.00004, 0.5, 0, -12345.5, NaN].map(sign), ['≈', '=', '=', '=', '=', '≈', '=']);
});
