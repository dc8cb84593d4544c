// The network, layer by layer, as the library's FoldedNetwork describes it: batch norm is folded into the weights before it.
// Feature maps are kept as [y][x][channel], also once they are flattened, and weights as [tap][input][output], so that sums walk
// memory in order.

import { ACTIVATIONS } from "./activations.js";
import { SIDE } from "./digitImage.js";
import { BLOCK, Heap, Weights } from "./sums.js";

export class Network {
  // layers: their kinds, settings and shapes; detector: those of what reads what the last layer reads, or none; numbers: typed arrays of
  // all weights and biases, layer after layer, and perhaps of the scale of each output's weights.
  constructor(layers, detector, { inputScale, inputOffset, weights, biases, scales }) {
    this.inputScale = inputScale;
    this.inputOffset = inputOffset;
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
    const main = planOf(layers, { height: SIDE, width: SIDE, channels: 1 });
    const branch = planOf(detector, main.at(-1).input);
    const plans = [...main, ...branch];
    this.heap = new Heap(plans.flatMap(({ lengths }) => lengths ?? []), Math.max(1, ...plans.map(({ most }) => most ?? 0)));
    const make = part => part.map(plan => new plan.kind(plan.step, plan, this.heap, take));
    this.layers = make(main);
    this.parameters = weightsTaken + outputsTaken;
    this.detector = make(branch);
    // The logits lie map after map in the file's order, which is another than here where they are maps of more than a pixel.
    const { output } = main.at(-1);
    this.places = Array.from({ length: lengthOf(output) }, (_, feature) => placeOf(feature, output));
    if (weightsTaken !== weights.length || outputsTaken !== biases.length) {
      throw new RangeError(`The layers need ${weightsTaken} weights and ${outputsTaken} biases, not ${weights.length} and ${biases.length}.`);
    }
  }

  // image: 784 bytes, ink = 255. Returns ten logits, and whether the detector finds a digit.
  read(image) {
    const [features, last] = this.activations(this.input(image)).slice(-2);
    const [score = 0] = this.detector.length > 0 ? this.detector.reduce((source, layer) => layer.forward(source), features) : [];
    return { logits: Float32Array.from(this.places, place => last[place]), hasDigit: score >= 0 };
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

// What each layer takes and gives, from the shape of what goes into the first.
function planOf(layers, input) {
  const steps = rectify(layers).filter(({ kind }) => kind !== "flatten");
  return steps.map((step, i) => {
    if (!Object.hasOwn(LAYERS, step.kind)) {
      throw new TypeError(`The pad knows no layer of the kind ${step.kind}.`);
    }
    const kind = LAYERS[step.kind];
    const plan = { kind, step, input, ...kind.plan(step, input, steps[i + 1]) };
    input = plan.output;
    return plan;
  });
}

const lengthOf = ({ height, width, channels }) => height * width * channels;

// Where feature `feature`, counted map after map, row by row, lies.
const placeOf = (feature, { height, width, channels }) =>
  feature % (height * width) * channels + Math.floor(feature / (height * width));

const featureAt = (place, { height, width, channels }) => place % channels * height * width + Math.floor(place / channels);

// A height and a width, which are one number where they are the same.
const pair = extent => Array.isArray(extent) ? extent : [extent, extent];

// Convolutions and linear layers see to the ReLU that follows them.
function rectify(layers) {
  const isRelu = layer => layer?.kind === "activation" && layer.function === "relu";
  const isSum = layer => layer?.kind === "conv2d" || layer?.kind === "linear";
  return layers.flatMap((layer, i) => isRelu(layer) && isSum(layers[i - 1]) ? []
    : [isSum(layer) ? { ...layer, relu: isRelu(layers[i + 1]) } : layer]);
}

// A layer has
//   plan(layer, input, next): the shape of its output and, where it makes sums, the lengths of what it takes of the heap, and the most
//     inputs of a sum;
//   forward(source): its output;
//   backward(source, result, gradient): the gradient by its input, from that by its output.
class Convolution {
  // A pooling that follows drops an odd last row and column, so they need no computing.
  static plan({ in: inputs, out: outputs, kernel, output: { height, width } }, input, next) {
    const [kernelHeight, kernelWidth] = pair(kernel);
    const taps = kernelHeight * kernelWidth;
    const reach = windows => Math.max(...windows.map(window => window.at(-1))) + 1;
    const output = next?.rows ? { height: reach(next.rows), width: reach(next.columns), channels: outputs } : { height, width, channels: outputs };
    return {
      output,
      lengths: [...Weights.lengths(taps * inputs, outputs), ...Weights.lengths(taps * outputs, inputs),
        ...[output, input].map(map => lengthOf(map) + BLOCK)],
      most: taps * Math.max(inputs, outputs),
    };
  }

  constructor({ in: inputs, out: outputs, kernel, stride, padding, dilation, groups, relu }, { input, output }, heap, take) {
    Object.assign(this, { input, output, kernel: pair(kernel), step: pair(stride), padding: pair(padding), dilation: pair(dilation),
      least: relu ? 0 : -Infinity });
    const taps = this.kernel[0] * this.kernel[1];
    const perGroup = inputs / groups;
    const { weights, bias } = take(outputs, perGroup * taps);
    // The file holds [output][input of the group][tap]; of other groups there is nothing.
    const weightAt = (o, i, tap) => Math.floor(i / perGroup) === Math.floor(o * groups / outputs)
      ? weights[(o * perGroup + i % perGroup) * taps + tap] : 0;
    this.forwards = new Weights(heap, taps * inputs, outputs, (o, row) => weightAt(o, row % inputs, Math.floor(row / inputs)), bias);
    this.backwards = new Weights(
      heap, taps * outputs, inputs, (i, row) => weightAt(row % outputs, i, Math.floor(row / outputs)), new Float32Array(inputs));
    // The last pixel's sums may run over by less than a block.
    [this.result, this.byInput] = [output, input].map(map => heap.take(lengthOf(map) + BLOCK).subarray(0, lengthOf(map)));
    this.passed = new Float32Array(this.result.length);
  }

  forward(source) {
    const { forwards, least, result, input, output: { height, width, channels } } = this;
    const { kernel: [rows, columns], step: [stepY, stepX], padding: [padY, padX], dilation: [apartY, apartX] } = this;
    // Taps beside each other are so in the map and in the weights, too.
    const run = apartX === 1 ? columns : 1;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        forwards.clear();
        for (let ky = 0; ky < rows; ky++) {
          const fromY = y * stepY - padY + ky * apartY;
          if (fromY < 0 || fromY >= input.height) {
            continue;
          }
          for (let kx = 0; kx < columns; kx += run) {
            const fromX = x * stepX - padX + kx * apartX;
            const first = Math.max(0, -fromX);
            const end = Math.min(run, input.width - fromX);
            if (first < end) {
              forwards.list(source, (fromY * input.width + fromX + first) * input.channels,
                (ky * columns + kx + first) * input.channels, (end - first) * input.channels);
            }
          }
        }
        forwards.sum(result, (y * width + x) * channels, least);
      }
    }
    return result;
  }

  // For each input pixel, the sum over the outputs that it has gone into.
  backward(source, result, gradient) {
    const { backwards, least, byInput, passed, input, output: { height, width, channels } } = this;
    const { kernel: [rows, columns], step: [stepY, stepX], padding: [padY, padX], dilation: [apartY, apartX] } = this;
    for (let i = 0; i < passed.length; i++) {
      passed[i] = result[i] > least ? gradient[i] : 0;
    }
    for (let y = 0; y < input.height; y++) {
      for (let x = 0; x < input.width; x++) {
        backwards.clear();
        for (let ky = 0; ky < rows; ky++) {
          const outputY = (y + padY - ky * apartY) / stepY;
          for (let kx = 0; kx < columns; kx++) {
            const outputX = (x + padX - kx * apartX) / stepX;
            if (outputY >= 0 && outputY < height && outputX >= 0 && outputX < width
              && Number.isInteger(outputY) && Number.isInteger(outputX)) {
              backwards.list(passed, (outputY * width + outputX) * channels, (ky * columns + kx) * channels, channels);
            }
          }
        }
        backwards.sum(byInput, (y * input.width + x) * input.channels, -Infinity);
      }
    }
    return byInput;
  }
}

class Pool {
  static plan({ output: { height, width } }, { channels }) {
    return { output: { height, width, channels } };
  }

  constructor({ mode, rows, columns, divisors }, { input, output }) {
    Object.assign(this, { input, output, isMax: mode === "max", divisors });
    // Where each window's pixels begin.
    this.windows = rows.flatMap(ys => columns.map(xs => ys.flatMap(y => xs.map(x => (y * input.width + x) * input.channels))));
    this.result = new Float32Array(lengthOf(output));
    this.byInput = new Float32Array(lengthOf(input));
  }

  forward(source) {
    const { result, windows, isMax, divisors, output: { channels } } = this;
    windows.forEach((window, i) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        if (isMax) {
          sum = source[this.greatest(source, window, c)];
        } else {
          for (const pixel of window) {
            sum += source[pixel + c];
          }
          sum /= divisors[i];
        }
        result[i * channels + c] = sum;
      }
    });
    return result;
  }

  backward(source, result, gradient) {
    const { byInput, windows, isMax, divisors, output: { channels } } = this;
    byInput.fill(0);
    windows.forEach((window, i) => {
      for (let c = 0; c < channels; c++) {
        const slope = gradient[i * channels + c];
        if (isMax) {
          byInput[this.greatest(source, window, c)] += slope;
        } else {
          for (const pixel of window) {
            byInput[pixel + c] += slope / divisors[i];
          }
        }
      }
    });
    return byInput;
  }

  // The place of a window's greatest number, of one channel: the first of equals.
  greatest(source, window, channel) {
    let best = window[0] + channel;
    for (let i = 1; i < window.length; i++) {
      const place = window[i] + channel;
      best = source[place] > source[best] ? place : best;
    }
    return best;
  }
}

class Linear {
  static plan({ in: inputs, out: outputs }) {
    return { output: { height: 1, width: 1, channels: outputs }, lengths: [...Weights.lengths(inputs, outputs), outputs], most: inputs };
  }

  constructor({ in: inputs, out: outputs, relu }, { input }, heap, take) {
    const { weights, bias } = take(outputs, inputs);
    this.least = relu ? 0 : -Infinity;
    this.weights = new Weights(heap, inputs, outputs, (o, row) => weights[o * inputs + featureAt(row, input)], bias);
    this.result = heap.take(outputs);
    this.byInput = new Float32Array(inputs);
  }

  forward(source) {
    this.weights.clear();
    this.weights.list(source, 0, 0, source.length);
    this.weights.sum(this.result, 0, this.least);
    return this.result;
  }

  backward(source, result, gradient) {
    const { byInput, least, weights: { packed, stride } } = this;
    for (let i = 0; i < byInput.length; i++) {
      let sum = 0;
      for (let o = 0; o < gradient.length; o++) {
        sum += result[o] > least ? gradient[o] * packed[i * stride + o] : 0;
      }
      byInput[i] = sum;
    }
    return byInput;
  }
}

// Batch norm that no layer before it could take in: a factor and a shift of each map, or of each feature.
class Scale {
  static plan(layer, input) {
    return { output: input };
  }

  constructor({ features, input: { height, width } }, { input }, heap, take) {
    const { weights, bias } = take(features, 1);
    const at = numbers => Float32Array.from({ length: lengthOf(input) }, (_, place) => numbers[Math.floor(featureAt(place, input) / (height * width))]);
    [this.factors, this.shifts] = [at(weights), at(bias)];
  }

  forward(source) {
    return this.factors.map((factor, i) => source[i] * factor + this.shifts[i]);
  }

  backward(source, result, gradient) {
    return this.factors.map((factor, i) => gradient[i] * factor);
  }
}

// A function of each number by itself, and its slope.
class Activation {
  static plan(layer, input) {
    return { output: input };
  }

  constructor({ function: name, slope }, { output }) {
    [this.value, this.slope] = ACTIVATIONS[name](slope);
    this.result = new Float32Array(lengthOf(output));
  }

  forward(source) {
    for (let i = 0; i < this.result.length; i++) {
      this.result[i] = this.value(source[i]);
    }
    return this.result;
  }

  backward(source, result, gradient) {
    return this.result.map((_, i) => gradient[i] * this.slope(source[i]));
  }
}

const LAYERS = { conv2d: Convolution, pool2d: Pool, adaptivePool2d: Pool, linear: Linear, batchNorm: Scale, activation: Activation };
