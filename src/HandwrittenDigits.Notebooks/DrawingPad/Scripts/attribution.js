// What the network looked at: integrated gradients (Sundararajan, Taly and Yan, ICML 2017, https://arxiv.org/abs/1703.01365)
// from blank paper to the image. A pixel's share says by how much its ink raised the answer's logit over the mean of all ten;
// the shares add up to what the whole drawing raised it by, but for the steps of the sum.

const ATTRIBUTION_STEPS = 32;

export function attribute(network, image, label) {
  const input = network.input(image);
  const blank = network.input(new Uint8Array(image.length));
  const shares = new Float64Array(image.length);
  for (let step = 0; step < ATTRIBUTION_STEPS; step++) {
    const along = (step + 0.5) / ATTRIBUTION_STEPS;
    const gradient = inputGradient(network, blank.map((from, i) => from + along * (input[i] - from)), label);
    for (let i = 0; i < shares.length; i++) {
      shares[i] += gradient[i] * (input[i] - blank[i]) / ATTRIBUTION_STEPS;
    }
  }
  return shares;
}

// Of logit `label` less the mean of all logits.
function inputGradient(network, input, label) {
  const activations = network.activations(input);
  const logits = activations.at(-1);
  let gradient = logits.map((_, i) => (i === network.places[label] ? 1 : 0) - 1 / logits.length);
  for (let i = network.layers.length - 1; i >= 0; i--) {
    gradient = network.layers[i].backward(activations[i], activations[i + 1], gradient);
  }
  return gradient;
}
