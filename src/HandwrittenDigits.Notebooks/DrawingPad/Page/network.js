// The network, layer by layer, as the library's FoldedNetwork describes it: batch norm is folded into the weights.
// Feature maps are kept as [y][x][channel], and weights as [tap][input][output], so that sums walk memory in order.

class Network {
  // layers: their kinds and shapes; numbers: typed arrays of all weights and biases, layer after layer, and perhaps of the
  // scale of each output's weights.
  constructor(layers, { inputScale, inputOffset, weights, biases, scales }) {
    this.inputScale = inputScale;
    this.inputOffset = inputOffset;
    this.parameters = weights.length + biases.length;
    let weightsTaken = 0;
    let outputsTaken = 0;
    const take = (outputs, perOutput) => {
      const taken = {
        weights: Float32Array.from(weights.subarray(weightsTaken, weightsTaken + outputs * perOutput),
          (weight, i) => weight * (scales ? scales[outputsTaken + Math.floor(i / perOutput)] : 1)),
        bias: biases.subarray(outputsTaken, outputsTaken + outputs),
      };
      weightsTaken += outputs * perOutput;
      outputsTaken += outputs;
      return taken;
    };
    const kinds = layers.map(({ kind }) => {
      if (!Object.hasOwn(LAYERS, kind)) {
        throw new TypeError(`The pad knows no layer of the kind ${kind}.`);
      }
      return LAYERS[kind];
    });
    let input = { side: SIDE, channels: 1 };
    const plans = kinds.map((kind, i) => {
      const plan = { input, ...kind.plan(layers[i], input, kinds[i + 1] === MaxPool) };
      input = plan.output;
      return plan;
    });
    this.heap = new Heap(plans.flatMap(({ lengths }) => lengths), Math.max(...plans.map(({ most }) => most)));
    this.layers = kinds.map((kind, i) => new kind(layers[i], plans[i], this.heap, take));
    if (weightsTaken !== weights.length || outputsTaken !== biases.length) {
      throw new RangeError(`The layers need ${weightsTaken} weights and ${outputsTaken} biases, not ${weights.length} and ${biases.length}.`);
    }
  }

  // image: 784 bytes, ink = 255. Returns ten logits.
  logits(image) {
    return this.activations(this.input(image)).at(-1).slice();
  }

  input(image) {
    const input = new Float32Array(image.length);
    for (let i = 0; i < image.length; i++) {
      input[i] = image[i] / 255 * this.inputScale + this.inputOffset;
    }
    return input;
  }

  // The input and what came out of each layer. The layers keep their own: the next call overwrites it.
  activations(input) {
    const all = [input];
    for (const layer of this.layers) {
      all.push(layer.forward(all.at(-1)));
    }
    return all;
  }
}

const lengthOf = ({ side, channels }) => side * side * channels;

// A layer has
//   plan(layer, input, isPooled): the shape of its output, the lengths of what it takes of the heap, and the most inputs of a sum;
//   forward(source): its output;
//   backward(source, result, gradient): the gradient by its input, from that by its output.
class Convolution {
  // A pooling that follows drops an odd last row and column, so they need no computing.
  static plan({ inputs, outputs, kernel, stride, padding }, input, isPooled) {
    const taps = kernel * kernel;
    const convolved = Math.floor((input.side + 2 * padding - kernel) / stride) + 1;
    const side = isPooled ? convolved - convolved % 2 : convolved;
    const output = { side, channels: outputs };
    return {
      output,
      lengths: [...Weights.lengths(taps * inputs, outputs), ...Weights.lengths(taps * outputs, inputs),
        ...[output, input].map(map => lengthOf(map) + BLOCK)],
      most: taps * Math.max(inputs, outputs),
    };
  }

  constructor({ inputs, outputs, kernel, stride, padding, relu }, { input, output }, heap, take) {
    Object.assign(this, { input, output, kernel, step: stride, padding, least: relu ? 0 : -Infinity });
    const taps = kernel * kernel;
    const { weights, bias } = take(outputs, inputs * taps);
    // The file holds [output][input][tap].
    const weightAt = (output, input, tap) => weights[(output * inputs + input) * taps + tap];
    this.forwards = new Weights(heap, taps * inputs, outputs, (o, row) => weightAt(o, row % inputs, Math.floor(row / inputs)), bias);
    this.backwards = new Weights(
      heap, taps * outputs, inputs, (i, row) => weightAt(row % outputs, i, Math.floor(row / outputs)), new Float32Array(inputs));
    // The last pixel's sums may run over by less than a block.
    [this.result, this.byInput] = [output, input].map(map => heap.take(lengthOf(map) + BLOCK).subarray(0, lengthOf(map)));
    this.passed = new Float32Array(this.result.length);
  }

  forward(source) {
    const { forwards, kernel, step, padding, least, result, input, output: { side, channels } } = this;
    for (let y = 0; y < side; y++) {
      const top = y * step - padding;
      for (let x = 0; x < side; x++) {
        const left = x * step - padding;
        const first = Math.max(0, -left);
        const end = Math.min(kernel, input.side - left);
        forwards.clear();
        // Taps beside each other are so in the map and in the weights, too.
        for (let ky = Math.max(0, -top); ky < kernel && top + ky < input.side; ky++) {
          forwards.list(source, ((top + ky) * input.side + left + first) * input.channels,
            (ky * kernel + first) * input.channels, (end - first) * input.channels);
        }
        forwards.sum(result, (y * side + x) * channels, least);
      }
    }
    return result;
  }

  // For each input pixel, the sum over the outputs that it has gone into.
  backward(source, result, gradient) {
    const { backwards, kernel, step, padding, least, byInput, passed, input, output: { side, channels } } = this;
    for (let i = 0; i < passed.length; i++) {
      passed[i] = result[i] > least ? gradient[i] : 0;
    }
    for (let y = 0; y < input.side; y++) {
      for (let x = 0; x < input.side; x++) {
        backwards.clear();
        for (let ky = 0; ky < kernel; ky++) {
          const outputY = (y + padding - ky) / step;
          for (let kx = 0; kx < kernel; kx++) {
            const outputX = (x + padding - kx) / step;
            if (outputY >= 0 && outputY < side && outputX >= 0 && outputX < side
              && Number.isInteger(outputY) && Number.isInteger(outputX)) {
              backwards.list(passed, (outputY * side + outputX) * channels, (ky * kernel + kx) * channels, channels);
            }
          }
        }
        backwards.sum(byInput, (y * input.side + x) * input.channels, -Infinity);
      }
    }
    return byInput;
  }
}

class MaxPool {
  static plan(layer, { side, channels }) {
    return { output: { side: Math.floor(side / 2), channels }, lengths: [], most: 0 };
  }

  constructor(layer, { input, output }) {
    Object.assign(this, { input, output });
    this.result = new Float32Array(lengthOf(output));
    this.byInput = new Float32Array(lengthOf(input));
  }

  forward(source) {
    const { result } = this;
    for (let at = 0; at < result.length; at++) {
      result[at] = source[this.greatest(source, at)];
    }
    return result;
  }

  backward(source, result, gradient) {
    const { byInput } = this;
    byInput.fill(0);
    for (let at = 0; at < gradient.length; at++) {
      byInput[this.greatest(source, at)] = gradient[at];
    }
    return byInput;
  }

  // The index of the greatest of the four inputs that output `at` is made of.
  greatest(source, at) {
    const { side, channels } = this.output;
    const row = this.input.side * channels;
    const pixel = Math.floor(at / channels);
    const first = 2 * Math.floor(pixel / side) * row + 2 * (pixel % side) * channels + at % channels;
    const upper = source[first + channels] > source[first] ? first + channels : first;
    const below = first + row;
    const lower = source[below + channels] > source[below] ? below + channels : below;
    return source[lower] > source[upper] ? lower : upper;
  }
}

class Linear {
  static plan({ inputs, outputs }) {
    return { output: { side: 1, channels: outputs }, lengths: [...Weights.lengths(inputs, outputs), outputs], most: inputs };
  }

  constructor({ inputs, outputs }, { input: { side, channels } }, heap, take) {
    const { weights, bias } = take(outputs, inputs);
    const area = side * side;
    // The file's inputs are [channel][y][x], the feature maps here [y][x][channel].
    this.weights = new Weights(heap, inputs, outputs, (o, row) => weights[o * inputs + row % channels * area + Math.floor(row / channels)], bias);
    this.result = heap.take(outputs);
  }

  forward(source) {
    this.weights.clear();
    this.weights.list(source, 0, 0, source.length);
    this.weights.sum(this.result, 0, -Infinity);
    return this.result;
  }

  backward(source, result, gradient) {
    const { packed, stride } = this.weights;
    return source.map((_, i) => gradient.reduce((sum, g, o) => sum + g * packed[i * stride + o], 0));
  }
}

const LAYERS = { convolution: Convolution, maxPool: MaxPool, linear: Linear };
