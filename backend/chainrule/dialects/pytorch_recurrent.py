"""RNN, LSTM and GRU of PyTorch: cells over sequences, in layers and in one or two directions."""

RECURRENT = """
class Recurrent(Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False):
        self.size, self.first, self.dropout, self.count, self.bias = hidden_size, batch_first, dropout, num_layers, bias
        self.ways = ['', '_reverse'] if bidirectional else ['']
        for k in range(num_layers):
            width = input_size if k == 0 else int(hidden_size) * len(self.ways)
            for way in self.ways:
                rows = self.gates() * int(hidden_size)
                put(self, f'weight_ih_l{k}{way}', drawn((rows, width), hidden_size))
                put(self, f'weight_hh_l{k}{way}', drawn((rows, hidden_size), hidden_size))
                if bias:
                    put(self, f'bias_ih_l{k}{way}', drawn((rows,), hidden_size))
                    put(self, f'bias_hh_l{k}{way}', drawn((rows,), hidden_size))
    def forward(self, input, hx=None):
        rows = input if input.ndim == 3 else input[:, None] if not self.first else input[None]
        rows = swapaxes(rows, 0, 1) if self.first else rows
        steps = [rows[k] for k in range(rows.shape[0])]
        given = [] if hx is None else self.given(hx)
        given = [one if input.ndim == 3 else one[:, None] for one in given]
        ends = []
        for k in range(self.count):
            found = []
            if k > 0 and self.dropout > 0 and self.training:
                steps = [dropout(step, self.dropout) for step in steps]
            for way in self.ways:
                place = len(ends)
                states = [one[place] for one in given] if len(given) else self.blank(steps[0])
                weights = [part(self, f'{name}_l{k}{way}') for name in ['weight_ih', 'weight_hh'] + (['bias_ih', 'bias_hh'] if self.bias else [])]
                outputs = []
                for step in (steps if way == '' else reversed(steps)):
                    states = self.step(step, states, weights)
                    outputs.append(states[0])
                found.append(outputs if way == '' else list(reversed(outputs)))
                ends.append(states)
            steps = found[0] if len(found) == 1 else [concat([found[0][t], found[1][t]], axis=-1) for t in range(len(steps))]
        output = stack(steps, axis=1 if self.first else 0)
        last = [stack([states[k] for states in ends]) for k in range(len(ends[0]))]
        if input.ndim == 2:
            return output[0] if self.first else output[:, 0], self.taken([one[:, 0] for one in last])
        return output, self.taken(last)
    def blank(self, step):
        return [zeros((step.shape[0], self.size))]
    def given(self, hx):
        return [hx]
    def taken(self, last):
        return last[0]
class RNN(Recurrent):
    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0, bidirectional=False):
        Recurrent.__init__(self, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)
        self.nonlinearity = nonlinearity
    def gates(self):
        return 1
    def step(self, x, states, weights):
        return [recurrent(self.nonlinearity, x, states[0], *weights)]
class GRU(Recurrent):
    def gates(self):
        return 3
    def step(self, x, states, weights):
        return [gru_cell(x, states[0], *weights)]
class LSTM(Recurrent):
    def gates(self):
        return 4
    def step(self, x, states, weights):
        return list(lstm_cell(x, states[0], states[1], *weights))
    def blank(self, step):
        return [zeros((step.shape[0], self.size)) for k in range(2)]
    def given(self, hx):
        return list(hx)
    def taken(self, last):
        return tuple(last)
"""
