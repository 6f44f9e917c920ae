"""Methods and attributes of PyTorch's tensors that are no functions, those that change a tensor in place among them."""

TENSOR = """
view(self, *shape) -> view(reshape(self, shape), self)
view_as(self, other) -> view(reshape(self, other.shape), self)
reshape_as(self, other) -> reshape(self, other.shape)
contiguous(self, **more) -> contiguous(self)
expand_as(self, other) -> broadcast_to(self, other.shape)
repeat(self, *repeats) -> tile(self, repeats)
size(self, dim=None) -> self.shape if dim is None else self.shape[dim]
dim ndimension(self) -> self.ndim
nelement(self) -> self.size
item(self) -> scalar(self)
numpy(self, force=False) -> numbers(self, True) if force or not asks(self) else refuse('This asks for a gradient, and PyTorch gives no array of NumPy of it: no path leads through one.', 'Write x.detach().numpy().')
tolist(self) -> to_list(self)
to type(self, *options, **more) -> cast(self, *options, *more.values())
cuda cpu(self, *options, **more) -> self
float(self, **more) -> cast(self, 'float32')
double(self, **more) -> cast(self, 'float64')
half bfloat16(self, **more) -> cast(self, 'float16')
requires_grad_(self, requires_grad=True) -> mark(self, 'requires_grad' if requires_grad else 'frozen')
long int(self) -> cast(self, 'int64')
bool(self) -> cast(self, 'bool')
type_as(self, other) -> like(self, other)
detach_(self) -> alter(self, detach(self))
floor_(self) -> alter(self, floor(self))
round_(self) -> alter(self, round(self))
exp_(self) -> alter(self, exp(self))
sqrt_(self) -> alter(self, sqrt(self))
neg_(self) -> alter(self, -self)
sigmoid_(self) -> alter(self, sigmoid(self))
tanh_(self) -> alter(self, tanh(self))
relu_(self) -> alter(self, relu(self))
abs_(self) -> alter(self, abs(self))
register_hook(self, hook) -> refuse('A hook runs within the backward pass, and the lines of a program here run before it.', 'To look at the gradient, write y.retain_grad() before loss.backward() and print(y.grad) after it; to change it, write a torch.autograd.Function.')
retain_grad(self) -> mark(self, 'retained')
add_(self, other, alpha=1) -> alter(self, self + (other if alpha == 1 else alpha * other), other)
sub_(self, other, alpha=1) -> alter(self, self - (other if alpha == 1 else alpha * other), other)
mul_(self, other) -> alter(self, self * other)
div_(self, other) -> alter(self, self / other)
copy_(self, other) -> alter(self, like(broadcast_to(tensor(other), self.shape), self))
pow_(self, exponent) -> alter(self, self ** exponent)
fill_(self, value) -> alter(self, like(full(self.shape, value), self))
zero_(self) -> alter(self, like(zeros(self.shape), self))
clamp_(self, min=-inf, max=inf) -> alter(self, clip(self, min, max))
normal_(self, mean=0.0, std=1.0) -> alter(self, mean + std * randn(self.shape))
uniform_(self, a=0.0, b=1.0) -> alter(self, a + (b - a) * rand(self.shape))
new_zeros(self, *size) -> like(zeros(size), self)
new_ones(self, *size) -> like(ones(size), self)
backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None) -> backward(self, gradient, retain_graph, create_graph) if inputs is None else refuse('backward(inputs=...) is not available.', 'Leave inputs out, or take torch.autograd.grad(y, inputs).')
data -> detach(self)
grad -> gradient(self)
grad_fn -> grad_fn(self)
is_leaf -> grad_fn(self) is None
requires_grad -> asks(self)
mT -> swapaxes(self, -1, -2)
dtype -> dtype_of(self)
device -> 'cpu'
is_cuda -> False
"""
DTYPES = """
float -> 'float32'
float16 -> 'float16'
float32 -> 'float32'
float64 -> 'float64'
double -> 'float64'
half -> 'float16'
bfloat16 -> 'bfloat16'
long -> 'int64'
int -> 'int32'
uint8 -> 'uint8'
int8 -> 'int8'
int16 -> 'int16'
int32 -> 'int32'
int64 -> 'int64'
bool -> 'bool'
"""
MADE = """
def made(data, how, dtype, requires_grad):
    if requires_grad and dtype is None and is_int(data):
        refuse('Whole numbers collect no gradient: PyTorch asks for floating point.', 'Write 1.0 instead of 1, or dtype=torch.float32.')
    return mark(tensor(data, how), 'constant')
def flattened(input, start, end):
    rank = input.ndim
    alone = -rank <= start < rank and -rank <= end < rank and (start - end) % rank == 0
    return input if alone else flatten(input, start, end)
def upto(start, end, step):
    if (end - start) * step < 0:
        refuse('The steps lead away from the end of this range.', 'Turn the sign of step, or exchange start and end.')
    return arange(start, start + (int((end - start) / step) + 0.5) * step, step)
"""
"""What makes a tensor of a list, an array or another tensor: `how` says whether it has its numbers in common with that. A range up to and
with its end; one axis flattened is the tensor itself."""
GENERATOR = """
class Generator:
    def __init__(self, device=None):
        pass
    def manual_seed(self, seed):
        return self
"""
