"""Recurrent layers of Keras: batches of sequences, the gates of LSTM in the order i, f, c, o, those of GRU in the order z, r, h."""

RECURRENT = """
class Recurrent(Weighted):
    def __init__(self, units, activation='tanh', use_bias=True, return_sequences=False, return_state=False, kernel_initializer='glorot_uniform', bias_initializer='zeros', input_shape=None, name=None):
        self.built, self.begun, self.begun_bias, self.units, self.activation, self.use_bias = False, kernel_initializer, bias_initializer, int(units), activation, use_bias
        self.all, self.state, self.kernel, self.recurrent_kernel, self.bias = return_sequences, return_state, None, None, None
        self.check()
        self.sized(None if input_shape is None else input_shape[-1])
    def check(self):
        if self.activation != 'tanh':
            refuse('This layer is available with the activation tanh alone.', 'Leave activation out.')
    def begin(self, width):
        note('The first recurrent weights are drawn here as the others are: Keras draws orthogonal ones.')
        gates = self.gates() * self.units
        self.kernel = mark(begun(self.begun, (width, gates), int(width + gates)), 'variable', 'kernel')
        self.recurrent_kernel = mark(begun('glorot_uniform', (self.units, gates), int(self.units + gates)), 'variable', 'recurrent_kernel')
        self.bias = mark(self.first_bias(gates), 'variable', 'bias') if self.use_bias else None
    def first_bias(self, gates):
        return begun(self.begun_bias, (gates,), 1)
    def call(self, sequences, initial_state=None):
        self.ready(sequences)
        blank = zeros((sequences.shape[0], self.units))
        states = [blank for k in range(self.states())] if initial_state is None else list(initial_state) if is_several(initial_state) else [initial_state]
        weights, outputs = self.turned(), []
        for k in range(sequences.shape[1]):
            states = self.step(sequences[:, k], states, weights)
            outputs.append(states[0])
        result = stack(outputs, axis=1) if self.all else outputs[-1]
        return (result, *states) if self.state else result
    def states(self):
        return 1
    def turned(self):
        kernels = [self.kernel.T, self.recurrent_kernel.T]
        return kernels + [self.bias] if self.use_bias else kernels
class SimpleRNN(Recurrent):
    def gates(self):
        return 1
    def check(self):
        return None
    def turned(self):
        return []
    def step(self, x, states, weights):
        mixed = x @ self.kernel + states[0] @ self.recurrent_kernel
        return [activated(self.activation, mixed + self.bias if self.use_bias else mixed)]
class LSTM(Recurrent):
    def gates(self):
        return 4
    def states(self):
        return 2
    def first_bias(self, gates):
        if self.begun_bias != 'zeros':
            return begun(self.begun_bias, (gates,), 1)
        return tensor([1.0 if self.units <= k < 2 * self.units else 0.0 for k in range(gates)])
    def step(self, x, states, weights):
        return list(lstm_cell(x, states[0], states[1], *weights))
class GRU(Recurrent):
    def gates(self):
        return 3
    def first_bias(self, gates):
        return begun(self.begun_bias, (2, gates), 1)
    def turned(self):
        parts = [self.kernel.T, self.recurrent_kernel.T] + ([self.bias[0], self.bias[1]] if self.use_bias else [])
        size = self.units
        return [concat([part[size:2 * size], part[:size], part[2 * size:]]) for part in parts]
    def step(self, x, states, weights):
        return [gru_cell(x, states[0], *weights)]
"""
