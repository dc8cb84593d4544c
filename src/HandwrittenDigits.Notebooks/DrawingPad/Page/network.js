// The network, layer by layer, as the library's FoldedNetwork describes it: batch norm is folded into the weights.
// Feature maps are kept as [y][x][channel], and weights as [input][output], so that the innermost loop walks memory in order
// and an input of zero (blank paper; what ReLU cut off) is skipped with all of its products.

const BLOCK = 8;

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
    let shape = { side: SIDE, channels: 1 };
    this.layers = layers.map((layer, i) => {
      const made = makeLayer(layer, shape, layers[i + 1], take);
      shape = made.output;
      return made;
    });
    if (weightsTaken !== weights.length || outputsTaken !== biases.length) {
      throw new RangeError(`The layers need ${weightsTaken} weights and ${outputsTaken} biases, not ${weights.length} and ${biases.length}.`);
    }
  }

  // image: 784 bytes, ink = 255. Returns ten logits.
  logits(image) {
    return this.activations(this.input(image)).at(-1);
  }

  input(image) {
    const input = new Float32Array(image.length);
    for (let i = 0; i < image.length; i++) {
      input[i] = image[i] / 255 * this.inputScale + this.inputOffset;
    }
    return input;
  }

  // The input and what came out of each layer.
  activations(input) {
    const all = [input];
    for (const layer of this.layers) {
      all.push(layer.forward(all.at(-1)));
    }
    return all;
  }
}

function makeLayer(layer, input, next, take) {
  switch (layer.kind) {
    case "convolution": return new Convolution(layer, input, next?.kind === "maxPool", take);
    case "maxPool": return new MaxPool(input);
    case "linear": return new Linear(layer, input, take);
    default: throw new TypeError(`The pad knows no layer of the kind ${layer.kind}.`);
  }
}

// Rows of `outputs` weights, each padded with zeros to whole blocks.
function packRows(rows, outputs, weightAt) {
  const stride = Math.ceil(outputs / BLOCK) * BLOCK;
  const packed = new Float32Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let o = 0; o < outputs; o++) {
      packed[row * stride + o] = weightAt(o, row);
    }
  }
  return { packed, stride };
}

// target[at + o] = bias[o] + sum over the listed inputs of value * weight, a block of outputs at a time in registers.
function multiplyListed({ packed, bias, outputs, relu }, offsets, values, count, target, at) {
  const least = relu ? 0 : -Infinity;
  for (let o = 0; o < outputs; o += BLOCK) {
    let a = bias[o], b = bias[o + 1], c = bias[o + 2], d = bias[o + 3];
    let e = bias[o + 4], f = bias[o + 5], g = bias[o + 6], h = bias[o + 7];
    for (let i = 0; i < count; i++) {
      const w = offsets[i] + o;
      const value = values[i];
      a += value * packed[w];
      b += value * packed[w + 1];
      c += value * packed[w + 2];
      d += value * packed[w + 3];
      e += value * packed[w + 4];
      f += value * packed[w + 5];
      g += value * packed[w + 6];
      h += value * packed[w + 7];
    }
    const t = at + o;
    // Where outputs fill no whole block, what runs over is written again by the next pixel or lies outside.
    target[t] = a > least ? a : least;
    target[t + 1] = b > least ? b : least;
    target[t + 2] = c > least ? c : least;
    target[t + 3] = d > least ? d : least;
    target[t + 4] = e > least ? e : least;
    target[t + 5] = f > least ? f : least;
    target[t + 6] = g > least ? g : least;
    target[t + 7] = h > least ? h : least;
  }
}

function padBias(bias, stride) {
  const padded = new Float32Array(stride);
  padded.set(bias);
  return padded;
}

class Convolution {
  // A pooling that follows drops an odd last row and column, so they need no computing.
  constructor({ inputs, outputs, kernel, stride, padding, relu }, input, pooled, take) {
    const convolved = Math.floor((input.side + 2 * padding - kernel) / stride) + 1;
    const side = pooled ? convolved - convolved % 2 : convolved;
    Object.assign(this, { input, kernel, step: stride, padding, relu, outputs, output: { side, channels: outputs } });
    const taps = kernel * kernel;
    const { weights, bias } = take(outputs, inputs * taps);
    // Row (tap, input) of the packed weights; the file holds [output][input][tap].
    const { packed, stride: rowLength } = packRows(taps * inputs, outputs, (o, row) =>
      weights[(o * inputs + row % inputs) * taps + Math.floor(row / inputs)]);
    this.packed = packed;
    this.rowLength = rowLength;
    this.bias = padBias(bias, rowLength);
    this.offsets = new Int32Array(taps * inputs);
    this.values = new Float64Array(taps * inputs);
  }

  forward(source) {
    const { side } = this.output;
    const target = new Float32Array(side * side * this.outputs);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const count = this.listInputs(source, y, x);
        multiplyListed(this, this.offsets, this.values, count, target, (y * side + x) * this.outputs);
      }
    }
    return target;
  }

  // Calls visit(first index of the input pixel, first weight row) for each tap that lies on the input.
  forEachTap(y, x, visit) {
    const { side, channels } = this.input;
    for (let ky = 0; ky < this.kernel; ky++) {
      const inputY = y * this.step + ky - this.padding;
      if (inputY < 0 || inputY >= side) {
        continue;
      }
      for (let kx = 0; kx < this.kernel; kx++) {
        const inputX = x * this.step + kx - this.padding;
        if (inputX >= 0 && inputX < side) {
          visit((inputY * side + inputX) * channels, (ky * this.kernel + kx) * channels);
        }
      }
    }
  }

  // Lists what the output pixel reads and is not zero.
  listInputs(source, y, x) {
    const { offsets, values, rowLength, input: { channels } } = this;
    let count = 0;
    this.forEachTap(y, x, (pixel, row) => {
      for (let i = 0; i < channels; i++) {
        const value = source[pixel + i];
        if (value !== 0) {
          offsets[count] = (row + i) * rowLength;
          values[count++] = value;
        }
      }
    });
    return count;
  }

  // Gradient by the input from the gradient by the output.
  backward(source, result, gradient) {
    const { packed, rowLength, outputs, relu, output: { side }, input: { channels } } = this;
    const byInput = new Float32Array(source.length);
    const listed = new Int32Array(outputs);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const at = (y * side + x) * outputs;
        let count = 0;
        for (let o = 0; o < outputs; o++) {
          if (gradient[at + o] !== 0 && !(relu && result[at + o] <= 0)) {
            listed[count++] = o;
          }
        }
        this.forEachTap(y, x, (pixel, row) => {
          for (let i = 0; i < channels; i++) {
            const weights = (row + i) * rowLength;
            let sum = 0;
            for (let j = 0; j < count; j++) {
              sum += packed[weights + listed[j]] * gradient[at + listed[j]];
            }
            byInput[pixel + i] += sum;
          }
        });
      }
    }
    return byInput;
  }
}

class MaxPool {
  constructor(input) {
    this.input = input;
    this.output = { side: Math.floor(input.side / 2), channels: input.channels };
  }

  forward(source) {
    const { side, channels } = this.output;
    const target = new Float32Array(side * side * channels);
    this.forEachWindow(source, (at, greatest) => {
      target[at] = source[greatest];
    });
    return target;
  }

  backward(source, result, gradient) {
    const byInput = new Float32Array(source.length);
    this.forEachWindow(source, (at, greatest) => {
      byInput[greatest] = gradient[at];
    });
    return byInput;
  }

  // Calls visit(index of the output, index of the window's greatest input).
  forEachWindow(source, visit) {
    const { side, channels } = this.output;
    const row = this.input.side * channels;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        for (let c = 0; c < channels; c++) {
          let greatest = 2 * y * row + 2 * x * channels + c;
          for (const other of [greatest + channels, greatest + row, greatest + row + channels]) {
            greatest = source[other] > source[greatest] ? other : greatest;
          }
          visit((y * side + x) * channels + c, greatest);
        }
      }
    }
  }
}

class Linear {
  constructor({ inputs, outputs }, input, take) {
    const { weights, bias } = take(outputs, inputs);
    const { side, channels } = input;
    const area = side * side;
    // The file's inputs are [channel][y][x], the feature maps here [y][x][channel].
    const { packed, stride } = packRows(inputs, outputs, (o, row) =>
      weights[o * inputs + row % channels * area + Math.floor(row / channels)]);
    Object.assign(this, { packed, rowLength: stride, inputs, outputs, relu: false, output: { side: 1, channels: outputs } });
    this.bias = padBias(bias, stride);
  }

  forward(source) {
    const target = new Float32Array(this.outputs);
    const offsets = new Int32Array(this.inputs);
    const values = new Float64Array(this.inputs);
    let count = 0;
    for (let i = 0; i < this.inputs; i++) {
      if (source[i] !== 0) {
        offsets[count] = i * this.rowLength;
        values[count++] = source[i];
      }
    }
    multiplyListed(this, offsets, values, count, target, 0);
    return target;
  }

  backward(source, result, gradient) {
    return source.map((_, i) => gradient.reduce((sum, g, o) => sum + g * this.packed[i * this.rowLength + o], 0));
  }
}
