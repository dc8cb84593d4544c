// What an activation layer makes of a number x, and its slope there.

const sigmoid = x => 1 / (1 + Math.exp(-x));

// The error function, to 1.5e-7: Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 7.1.26.
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}

// GELU by a hyperbolic tangent: Hendrycks and Gimpel, arXiv 1606.08415.
const geluArgument = x => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
const geluArgumentSlope = x => Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);

export const ACTIVATIONS = {
  relu: () => [x => Math.max(x, 0), x => x > 0 ? 1 : 0],
  leakyRelu: below => [x => x > 0 ? x : below * x, x => x > 0 ? 1 : below],
  silu: () => [x => x * sigmoid(x), x => sigmoid(x) * (1 + x * (1 - sigmoid(x)))],
  sigmoid: () => [sigmoid, x => sigmoid(x) * (1 - sigmoid(x))],
  tanh: () => [Math.tanh, x => 1 - Math.tanh(x) ** 2],
  gelu: () => [
    x => 0.5 * x * (1 + erf(x / Math.SQRT2)),
    x => 0.5 * (1 + erf(x / Math.SQRT2)) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI),
  ],
  geluTanh: () => [
    x => 0.5 * x * (1 + Math.tanh(geluArgument(x))),
    x => 0.5 * (1 + Math.tanh(geluArgument(x))) + 0.5 * x * (1 - Math.tanh(geluArgument(x)) ** 2) * geluArgumentSlope(x),
  ],
};
