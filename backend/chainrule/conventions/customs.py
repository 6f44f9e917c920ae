"""What is no corner of one function: what libraries do each in their own way."""

from __future__ import annotations

from math import e, inf, log, nan

from chainrule.conventions.record import Case, Convention

_TWICE = """x = torch.tensor(3.0, requires_grad=True)
y = x * x
y.backward(retain_graph=True)
y.backward()
z = x.grad * 1"""

CUSTOMS = (
    Convention(
        "prod with zeros", "exact", "exact", "exact",
        (Case("x = [0, 2, 3]\ny = prod(x)", 0, {"x": [6, 0, 0]}), Case("x = [0, 0, 3]\ny = prod(x)", 0, {"x": [0, 0, 0]})),
        "The slope by an entry is the product of the others, never the whole divided by the entry.",
    ),
    Convention(
        "sign, floor, round, comparisons", "0", "0 or None", "0",
        (
            Case("x = 1.5\ny = sign(x)", 1, {"x": 0}),
            Case("x = 1.5\ny = floor(x)", 1, {"x": 0}),
            Case("x = 1.4\ny = round(x)", 1, {"x": 0}),
            Case("x = 1.5\ny = x > 1", 1, {"x": 0}),
            Case("x = [0, 1]\ny = all(x)", 0, {"x": [0, 0]}, "corner of all"),
            Case("x = [0, 0]\ny = any(x)", 0, {"x": [0, 0]}, "corner of any"),
            Case("x = [0, 1]\ny = count_nonzero(x)", 1, {"x": [0, 0]}, "corner of count_nonzero"),
            Case("x = [0, 1]\ny = count_nonzero(x > 0)", 1, {"x": [0, 0]}),
        ),
        "0, on an edge that says it is flat almost everywhere. There is a path, so it is 0 and not “no path”.",
        (("all", "an entry 0"), ("any", "all entries 0"), ("count_nonzero", "an entry 0")),
    ),
    Convention(
        "where with a bad branch", "NaN", "NaN", "NaN",
        (Case("x = 0\nw = 2\ny = where(1, w, 1 / x)", 2, {"x": nan, "w": 1}, "became NaN"),),
        "NaN, and explained: 0 comes back to the branch left out, whose own slope is infinite. Choose a safe number before.",
    ),
    Convention(
        "infinity comes back to what was not selected",
        "0; amax and amin: NaN", "0; relu and reduce_max: NaN", "0; maximum, clip and max: NaN",
        (
            Case("x = -1\ny = sqrt(relu(x))", 0, {"x": 0}, "became ∞"),
            Case("x = [-1, 0]\ny = sqrt(max(x))", 0, {"x": [0, inf]}, "became ∞"),
        ),
        "0: what was not selected had no part in the result, so nothing is multiplied. Elsewhere 0 times infinity is NaN.",
    ),
    Convention(
        "integers", "an error", "None", "an error",
        (Case("x = 7\ny = x / 2", 3.5, {"x": 0.5}), Case("x = [5, 6]\ny = x[1]", 6, {"x": [0, 1]})),
        "Every number is a float64, so 7 has a slope. Whole numbers serve as axis, index, shape and class.",
    ),
    Convention(
        "softmax, logsumexp of large numbers", "shifted", "shifted", "shifted",
        (
            Case("x = [1000, 1000]\ny = softmax(x)", [0.5, 0.5], {"x": [0, 0]}),
            Case("x = [1000, 0]\ny = logsumexp(x)", 1000, {"x": [1, 0]}),
        ),
        "Shifted by the maximum, which changes no value and no slope. One card that opens into exp, sum and division.",
    ),
    Convention(
        "what cross_entropy takes", "logits; classes or probabilities; mean", "probabilities or logits; per example", "logits; per example",
        (Case("x = [[0, 0]]\ny = cross_entropy(x, [1])", log(2), {"x": [[0.5, -0.5]]}),),
        "Logits, and classes or rows of probabilities; the mean unless reduction says otherwise. The slope shows p − y.",
    ),
    Convention(
        "var, std", "unbiased by default", "biased", "biased",
        (
            Case("x = [1, 2, 3]\ny = var(x)", 2 / 3, {"x": [-2 / 3, 0, 2 / 3]}),
            Case("x = [1, 2]\ny = std(x)", 0.5, {"x": [-0.5, 0.5]}),
            Case("x = torch.tensor([1., 2., 3.])\ny = torch.var(x)", 1, {"x": [-1, 0, 1]}),
        ),
        "Biased, as in NumPy; the PyTorch spelling keeps PyTorch's default.",
    ),
    Convention(
        "layout of conv2d", "NCHW, cross-correlation", "NHWC, cross-correlation", "NCHW, cross-correlation",
        (
            Case(
                "x = [[1, 2], [3, 4]]\nw = [[1, 2], [3, 5]]\ny = conv2d(x, w)", [[34]], {"x": [[1, 2], [3, 5]], "w": [[1, 2], [3, 4]]}
            ),
        ),
        "NCHW with kernels OIHW, or plain 2-D; the kernel is not flipped. The TensorFlow spelling keeps NHWC, with transposes to be seen.",
    ),
    Convention(
        "a target that is no scalar", "an error", "the gradient of the sum", "an error",
        (Case("x = [1, 2]\ny = x * x", [1, 4], {"x": [2, 4]}),),
        "The upstream gradient is ones, can be seen, and can be changed. Ones give the gradient of the sum.",
    ),
    Convention(
        "a value used more than once", "adds", "adds", "adds",
        (Case("x = 3\ny = x * x + x", 12, {"x": 7}),),
        "The contributions are listed as they arrive, then added.",
    ),
    Convention(
        "backward twice", "accumulates in .grad", "a second tape, or a persistent one", "a function of its arguments",
        (Case("x = 3\ny = x * x", 9, {"x": 6}), Case(_TWICE, 12, {}, target="z")),
        "A run has one backward pass, and its totals are those of that pass. The PyTorch spelling accumulates, to be seen.",
    ),
    Convention(
        "a value changed in place", "counted by versions", "only variables, by assign", "forbidden",
        (Case("x = 3\nx = x + 1\ny = x * x", 16, {"x": 8}), Case("x = [1, 2]\nx[0] = 3\ny = sum(x * x)", 13, {"x": [0, 4]})),
        "A change makes a new value x′, by x = x + 1 and by x[0] = 3 alike. What was replaced gets no gradient.",
    ),
    Convention(
        "no path", "None", "None", "0",
        (Case("x = 3\nw = 2\ny = x * 2", 6, {"x": 2, "w": None}),),
        "“No path”, never shown as 0.",
    ),
    Convention(
        "results that are not finite", "kept", "kept", "kept",
        (Case("x = 1000\ny = exp(x)", inf, {"x": inf}, "∞ was born"), Case("x = 1\ny = exp(x)", e, {"x": e})),
        "Kept, never an error; the place where one was born is marked. In an answer they are the words NaN, Infinity and -Infinity.",
    ),
    Convention(
        "empty tensors", "allowed", "allowed", "allowed",
        (Case("x = zeros(0)\ny = sum(x)", 0, {"x": []}), Case("x = zeros(0)\ny = mean(x)", nan, {"x": []}, "NaN was born")),
        "Allowed: their sum is 0 and their mean NaN.",
    ),
    Convention(
        "random numbers", "a generator", "a generator", "keys",
        (Case("x = 0\ny = sum(rand(2) + x)", 0.9067484010853246, {"x": 2}),),
        "rand, randn and randint follow the seed of the program and the order of the calls: the same text gives the same numbers.",
    ),
)
