/** How the text was read, and what it printed. */
export const printed = {
  heading: 'Printed',
  line: (/** @type {number} */ line) => `Line ${line}`,
  readAs: (/** @type {string} */ library) => `Read as ${library}`,
  more: (/** @type {number} */ count) => `and ${count} more`,
  libraries: {
    pytorch: 'PyTorch',
    tensorflow: 'TensorFlow',
    jax: 'JAX',
    numpy: 'NumPy',
    'hips-autograd': 'HIPS autograd',
    micrograd: 'micrograd',
  },
};
