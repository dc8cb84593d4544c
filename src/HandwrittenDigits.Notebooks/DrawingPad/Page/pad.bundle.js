// Generated from DrawingPad/Scripts by npm run bundle; change the modules there.
var drawingPad = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // pad.js
  var pad_exports = {};
  __export(pad_exports, {
    startPads: () => startPads
  });

  // digitImage.js
  var SIDE = 28;
  var BOX_SIDE = 20;
  var CENTRE_OF_MASS = 14.5;
  var DIGITS = [...Array(10).keys()];

  // element.js
  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // painting.js
  var Palette = class {
    constructor(parts) {
      this.parts = parts;
      this.refresh();
    }
    refresh() {
      const style = getComputedStyle(this.parts.looked);
      this.ink = style.color;
      [this.inkPixel, this.forPixel, this.againstPixel] = [style.color, style.borderTopColor, style.borderBottomColor].map((colour) => (colour.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(Number));
    }
  };
  function paintPixels(canvas, paintPixel) {
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const picture = context.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < canvas.width * canvas.height; i++) {
      paintPixel(i, (colour, opacity) => {
        picture.data[4 * i] = colour[0];
        picture.data[4 * i + 1] = colour[1];
        picture.data[4 * i + 2] = colour[2];
        picture.data[4 * i + 3] = opacity;
      });
    }
    context.putImageData(picture, 0, 0);
  }
  function paintInk(canvas, image, { inkPixel }) {
    paintPixels(canvas, (i, put) => put(inkPixel, image[i]));
  }
  function paintShares(canvas, image, shares, { inkPixel, forPixel, againstPixel }) {
    const greatest = shares ? Math.max(...shares.map(Math.abs), Number.MIN_VALUE) : 1;
    paintPixels(canvas, (i, put) => {
      const strength = shares ? Math.min(Math.sqrt(Math.abs(shares[i]) / greatest) * 1.2, 1) : 0;
      const isOdd = (i % SIDE + Math.floor(i / SIDE)) % 2 === 1;
      if (strength < 0.15) {
        put(inkPixel, (image?.[i] ?? 0) * 0.2);
      } else if (shares[i] > 0) {
        put(forPixel, 255 * strength);
      } else {
        put(againstPixel, 255 * strength * (isOdd ? 0.45 : 1));
      }
    });
  }

  // inkBox.js
  function boxOf(strokes) {
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    for (const points of strokes) {
      for (const [x, y] of points) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
    return { left, top, right, bottom };
  }
  function boxAround(one, other) {
    return {
      left: Math.min(one.left, other.left),
      top: Math.min(one.top, other.top),
      right: Math.max(one.right, other.right),
      bottom: Math.max(one.bottom, other.bottom)
    };
  }

  // strokeRasterizer.js
  var MIDDLE = SIDE / 2;
  var LEAST_STEP_SQUARED = 1 / (64 * 64);
  function rasterize(strokes, penWidth) {
    const { paths, width, height } = fitIntoBox(strokes, penWidth);
    const marginX = MIDDLE - (width + penWidth) / 2;
    const marginY = MIDDLE - (height + penWidth) / 2;
    let shiftX = 0;
    let shiftY = 0;
    let image = drawInk(paths, 0, 0, penWidth / 2);
    for (let round = 0; round < 2; round++) {
      const [x, y] = centreOfMass(image);
      shiftX = Math.min(Math.max(shiftX + (CENTRE_OF_MASS - x), -marginX), marginX);
      shiftY = Math.min(Math.max(shiftY + (CENTRE_OF_MASS - y), -marginY), marginY);
      image = drawInk(paths, shiftX, shiftY, penWidth / 2);
    }
    return image;
  }
  function fitIntoBox(strokes, penWidth) {
    if (strokes.length === 0) {
      return { paths: [], width: 0, height: 0 };
    }
    const box = boxOf(strokes);
    const halfWidth = box.right / 2 - box.left / 2;
    const halfHeight = box.bottom / 2 - box.top / 2;
    const extent = Math.max(halfWidth, halfHeight);
    const side = BOX_SIDE - penWidth;
    const width = extent > 0 ? halfWidth / extent * side : 0;
    const height = extent > 0 ? halfHeight / extent * side : 0;
    const left = MIDDLE - width / 2;
    const top = MIDDLE - height / 2;
    const paths = strokes.map((points) => {
      const path = [];
      let lastX = 0, lastY = 0;
      for (const [x, y] of points) {
        const mappedX = extent > 0 ? left + (x / 2 - box.left / 2) / extent * side : MIDDLE;
        const mappedY = extent > 0 ? top + (y / 2 - box.top / 2) / extent * side : MIDDLE;
        const dx = mappedX - lastX;
        const dy = mappedY - lastY;
        if (path.length === 0 || dx * dx + dy * dy >= LEAST_STEP_SQUARED) {
          path.push(mappedX, mappedY);
          lastX = mappedX;
          lastY = mappedY;
        }
      }
      return path;
    });
    return { paths, width, height };
  }
  function drawInk(paths, shiftX, shiftY, radius) {
    const reach = radius + 0.5;
    const distances = new Float64Array(SIDE * SIDE).fill(Infinity);
    for (const path of paths) {
      let fromX = path[0] + shiftX;
      let fromY = path[1] + shiftY;
      if (path.length === 2) {
        measureTo(distances, reach, fromX, fromY, fromX, fromY, 0);
      }
      for (let i = 2; i < path.length; i += 2) {
        const toX = path[i] + shiftX;
        const toY = path[i + 1] + shiftY;
        const dx = toX - fromX;
        const dy = toY - fromY;
        measureTo(distances, reach, fromX, fromY, toX, toY, 1 / (dx * dx + dy * dy));
        fromX = toX;
        fromY = toY;
      }
    }
    const image = new Uint8Array(SIDE * SIDE);
    for (let i = 0; i < image.length; i++) {
      const coverage = Math.min(Math.max(reach - Math.sqrt(distances[i]), 0), 1);
      image[i] = Math.floor(255 * coverage + 0.5);
    }
    return image;
  }
  function measureTo(distances, reach, fromX, fromY, toX, toY, inverseSquaredLength) {
    const dx = toX - fromX;
    const dy = toY - fromY;
    const firstX = firstPixel(Math.min(fromX, toX) - reach);
    const lastX = lastPixel(Math.max(fromX, toX) + reach);
    const firstY = firstPixel(Math.min(fromY, toY) - reach);
    const lastY = lastPixel(Math.max(fromY, toY) + reach);
    for (let y = firstY; y <= lastY; y++) {
      const py = y + 0.5 - fromY;
      for (let x = firstX; x <= lastX; x++) {
        const px = x + 0.5 - fromX;
        let along = (px * dx + py * dy) * inverseSquaredLength;
        along = along < 0 ? 0 : along > 1 ? 1 : along;
        const ex = px - along * dx;
        const ey = py - along * dy;
        const squared = ex * ex + ey * ey;
        const index = y * SIDE + x;
        if (squared < distances[index]) {
          distances[index] = squared;
        }
      }
    }
  }
  function firstPixel(edge) {
    return Math.trunc(Math.max(edge - 0.5, 0));
  }
  function lastPixel(edge) {
    return Math.trunc(Math.min(Math.max(edge - 0.5, -1), SIDE - 1));
  }
  function centreOfMass(image) {
    let mass = 0, momentX = 0, momentY = 0;
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const value = image[y * SIDE + x];
        mass += value;
        momentX += value * (2 * x + 1);
        momentY += value * (2 * y + 1);
      }
    }
    return mass === 0 ? [MIDDLE, MIDDLE] : [momentX / (2 * mass), momentY / (2 * mass)];
  }

  // labelling.js
  var Labelling = class {
    // events: { changed(), said(text) }
    constructor(parts, palette, sheet, { fileName, writer, penWidth }, events) {
      Object.assign(this, { parts, palette, sheet, fileName, writer, penWidth, events });
      this.reading = null;
      this.labels = DIGITS.map((digit) => {
        const button = element("button", { type: "button", textContent: digit, title: `Keep it as a ${digit}` });
        button.addEventListener("click", () => this.keep(digit));
        parts.labels.append(button);
        return button;
      });
      parts.copy.addEventListener("click", () => this.copy());
      parts.save.addEventListener("click", (event) => this.sheet.state.kept.length === 0 && event.preventDefault());
      parts.save.addEventListener("keydown", (event) => event.key === " " && (event.preventDefault(), parts.save.click()));
      this.showKept();
    }
    keep(label) {
      if (this.reading === null) {
        return;
      }
      this.sheet.keep(label, this.reading.strokes);
      this.showKept();
      this.show(this.reading);
      this.events.said(`Kept as a ${label}. ${this.parts.count.textContent}`);
    }
    // reading: what the labels are about, or null where nothing is drawn.
    show(reading) {
      this.reading = reading;
      const kept = reading && this.sheet.keptAs(reading.strokes);
      this.parts.question.textContent = kept ? "Kept as a" : "That was a";
      this.labels.forEach((button, digit) => {
        button.disabled = reading === null;
        button.setAttribute("aria-pressed", kept?.label === digit);
        button.setAttribute("aria-label", `That was a ${digit}`);
      });
    }
    showKept() {
      const { kept } = this.sheet.state;
      const { parts } = this;
      parts.count.textContent = kept.length === 0 ? "Say what it was, and the drawing is kept here to be saved." : `${kept.length} ${kept.length === 1 ? "drawing" : "drawings"} kept`;
      parts.kept.replaceChildren(...kept.map((drawing) => this.chip(drawing)));
      parts.copy.textContent = "Copy as text";
      parts.copy.disabled = kept.length === 0;
      parts.text.hidden = true;
      parts.save.setAttribute("aria-disabled", kept.length === 0);
      if (kept.length === 0) {
        parts.save.removeAttribute("href");
        parts.save.removeAttribute("tabindex");
      } else {
        parts.save.download = this.fileName;
        parts.save.href = `data:application/jsonl;base64,${toBase64(this.sheet.toJsonLines(this.writer))}`;
        parts.save.tabIndex = 0;
      }
    }
    chip(drawing) {
      const picture = element("canvas", { width: SIDE, height: SIDE });
      const remove = element("button", { type: "button", textContent: "×", title: "Do not keep it" });
      remove.setAttribute("aria-label", `Do not keep this ${drawing.label}`);
      remove.addEventListener("click", () => {
        this.sheet.remove(drawing);
        this.showKept();
        this.show(this.reading);
        (this.parts.kept.querySelector("button") ?? this.labels[0]).focus();
      });
      const chip = element("li", {}, picture, element("b", { textContent: drawing.label }), remove);
      paintInk(picture, rasterize(drawing.strokes.map((stroke) => stroke.points), this.penWidth), this.palette);
      return chip;
    }
    async copy() {
      const text = this.sheet.toJsonLines(this.writer);
      try {
        await navigator.clipboard.writeText(text);
        this.parts.copy.textContent = "Copied";
        this.events.said("Copied.");
      } catch {
        this.parts.text.value = text;
        this.parts.text.hidden = false;
        this.parts.text.select();
        this.events.said("The text is selected: copy it with Ctrl+C.");
      }
    }
  };
  function toBase64(text) {
    const bytes = new TextEncoder().encode(text);
    let binary = "";
    for (let i = 0; i < bytes.length; i += 32768) {
      binary += String.fromCharCode(...bytes.subarray(i, i + 32768));
    }
    return btoa(binary);
  }

  // activations.js
  var sigmoid = (x) => 1 / (1 + Math.exp(-x));
  function erf(x) {
    const t = 1 / (1 + 0.3275911 * Math.abs(x));
    const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
  }
  var geluArgument = (x) => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
  var geluArgumentSlope = (x) => Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
  var ACTIVATIONS = {
    relu: () => [(x) => Math.max(x, 0), (x) => x > 0 ? 1 : 0],
    leakyRelu: (below) => [(x) => x > 0 ? x : below * x, (x) => x > 0 ? 1 : below],
    silu: () => [(x) => x * sigmoid(x), (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x)))],
    sigmoid: () => [sigmoid, (x) => sigmoid(x) * (1 - sigmoid(x))],
    tanh: () => [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
    gelu: () => [
      (x) => 0.5 * x * (1 + erf(x / Math.SQRT2)),
      (x) => 0.5 * (1 + erf(x / Math.SQRT2)) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)
    ],
    geluTanh: () => [
      (x) => 0.5 * x * (1 + Math.tanh(geluArgument(x))),
      (x) => 0.5 * (1 + Math.tanh(geluArgument(x))) + 0.5 * x * (1 - Math.tanh(geluArgument(x)) ** 2) * geluArgumentSlope(x)
    ]
  };

  // sums.js
  var BLOCK = 16;
  var BLOCK_BYTES = 4 * BLOCK;
  var PAGE_BYTES = 65536;
  var padded = (length) => Math.ceil(length / BLOCK) * BLOCK;
  var Heap = class {
    // lengths: of the arrays that will be taken; most: how many inputs a sum can have.
    constructor(lengths, most) {
      const bytes = [most, most, ...lengths].reduce((sum, length) => sum + 4 * padded(length), 0);
      Object.assign(this, makeAdder(Math.ceil(bytes / PAGE_BYTES)));
      this.taken = 0;
      this.offsets = this.take(most, Int32Array);
      this.values = this.take(most);
      this.count = 0;
    }
    take(length, Type = Float32Array) {
      const taken = new Type(this.buffer, this.taken, length);
      this.taken += 4 * padded(length);
      return taken;
    }
  };
  var Weights = class {
    constructor(heap, rows, outputs, weightAt, bias) {
      this.heap = heap;
      this.stride = padded(outputs);
      this.packed = heap.take(rows * this.stride);
      this.bias = heap.take(this.stride);
      for (let row = 0; row < rows; row++) {
        for (let o = 0; o < outputs; o++) {
          this.packed[row * this.stride + o] = weightAt(o, row);
        }
      }
      this.bias.set(bias);
    }
    // Of the arrays that it takes.
    static lengths(rows, outputs) {
      return [rows * padded(outputs), outputs];
    }
    // Begins sums anew.
    clear() {
      this.heap.count = 0;
    }
    // Lists source[from], ... as inputs, the first of which is `row`. An input of zero (blank paper; what ReLU cut off) is left out
    // with all of its products.
    list(source, from, row, inputs) {
      const { heap, heap: { offsets, values }, stride } = this;
      let { count } = heap;
      for (let i = 0; i < inputs; i++) {
        const value = source[from + i];
        if (value !== 0) {
          offsets[count] = 4 * (row + i) * stride;
          values[count++] = value;
        }
      }
      heap.count = count;
    }
    // target[at + o] = bias[o] + the sum of each listed input times its weight for o, but not less than `least`. The target is of this
    // heap. Where the outputs fill no whole block, the rest of it is overwritten, too.
    sum(target, at, least) {
      const { heap, packed, bias, stride } = this;
      const { offsets, values, count } = heap;
      heap.add(
        offsets.byteOffset,
        values.byteOffset,
        4 * count,
        packed.byteOffset,
        bias.byteOffset,
        4 * stride,
        target.byteOffset + 4 * at,
        least
      );
    }
  };
  function makeAdder(pages) {
    try {
      const memory = new WebAssembly.Memory({ initial: pages });
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembleAdder()), { heap: { memory } });
      return { buffer: memory.buffer, add: exports.add };
    } catch {
      const buffer = new ArrayBuffer(pages * PAGE_BYTES);
      return { buffer, add: scriptedAdder(buffer) };
    }
  }
  function scriptedAdder(buffer) {
    const numbers = new Float32Array(buffer);
    const integers = new Int32Array(buffer);
    return (offsets, values, count, weights, bias, outputs, sums, least) => {
      for (let block = 0; block < outputs; block += 16) {
        const from = bias + block >> 2;
        let a = numbers[from], b = numbers[from + 1], c = numbers[from + 2], d = numbers[from + 3];
        for (let i = 0; i < count; i += 4) {
          const w = weights + block + integers[offsets + i >> 2] >> 2;
          const value = numbers[values + i >> 2];
          a += value * numbers[w];
          b += value * numbers[w + 1];
          c += value * numbers[w + 2];
          d += value * numbers[w + 3];
        }
        const to = sums + block >> 2;
        numbers[to] = a > least ? a : least;
        numbers[to + 1] = b > least ? b : least;
        numbers[to + 2] = c > least ? c : least;
        numbers[to + 3] = d > least ? d : least;
      }
    };
  }
  function assembleAdder() {
    const I32 = 127, F32 = 125, V128 = 123, FUNCTION = 96, NOTHING = 64, END = 11;
    const leb = (value2) => value2 < 128 ? [value2] : [value2 & 127 | 128, ...leb(value2 >> 7)];
    const text = (name) => [name.length, ...[...name].map((character) => character.charCodeAt(0))];
    const section = (id, ...content) => [id, ...leb(content.length), ...content];
    const [offsets, values, count, weights, bias, outputs, sums, least, block, i, row, value, first] = Array(13).keys();
    const get = (local) => [32, local];
    const set = (local, ...made) => [...made, 33, local];
    const constant = (number) => [65, number & 127 | 128, number >> 7];
    const plus = (a, b) => [...a, ...b, 106];
    const loop = (...body2) => [3, NOTHING, ...body2, END];
    const repeatIf = (condition) => [...condition, 13, 0];
    const isLess = (a, b) => [...a, ...b, 73];
    const isZero = (a) => [...a, 69];
    const unless = (condition, ...body2) => [2, NOTHING, ...condition, 13, 0, ...body2, END];
    const load = (address) => [...address, 40, 2, 0];
    const vector = (operation, ...rest) => [253, ...leb(operation), ...rest];
    const loadFour = (address, offset) => [...address, ...vector(0, 4, offset)];
    const storeFour = (address, four2, offset) => [...address, ...four2, ...vector(11, 4, offset)];
    const loadIntoFour = (address) => [...address, ...vector(9, 2, 0)];
    const four = (number) => [...number, ...vector(19)];
    const addFour = (a, b) => [...a, ...b, ...vector(228)];
    const multiplyFour = (a, b) => [...a, ...b, ...vector(230)];
    const greaterFour = (a, b) => [...a, ...b, ...vector(233)];
    const eachFour = (make) => [0, 1, 2, 3].flatMap((part) => make(first + part, 16 * part));
    const body = [
      ...[2, 3, I32, 5, V128],
      ...loop(
        ...eachFour((sum, offset) => set(sum, ...loadFour(plus(get(bias), get(block)), offset))),
        ...set(i, ...constant(0)),
        ...unless(isZero(get(count)), ...loop(
          ...set(row, ...plus(plus(get(weights), get(block)), load(plus(get(offsets), get(i))))),
          ...set(value, ...loadIntoFour(plus(get(values), get(i)))),
          ...eachFour((sum, offset) => set(sum, ...addFour(get(sum), multiplyFour(get(value), loadFour(get(row), offset))))),
          ...set(i, ...plus(get(i), constant(4))),
          ...repeatIf(isLess(get(i), get(count)))
        )),
        ...eachFour((sum, offset) => storeFour(plus(get(sums), get(block)), greaterFour(get(sum), four(get(least))), offset)),
        ...set(block, ...plus(get(block), constant(BLOCK_BYTES))),
        ...repeatIf(isLess(get(block), get(outputs)))
      ),
      END
    ];
    return new Uint8Array([
      ...[0, 97, 115, 109, 1, 0, 0, 0],
      ...section(1, 1, FUNCTION, 8, I32, I32, I32, I32, I32, I32, I32, F32, 0),
      ...section(2, 1, ...text("heap"), ...text("memory"), 2, 0, 1),
      ...section(3, 1, 0),
      ...section(7, 1, ...text("add"), 0, 0),
      ...section(10, 1, ...leb(body.length), ...body)
    ]);
  }

  // network.js
  var Network = class {
    // layers: their kinds, settings and shapes; detector: those of what reads what the last layer reads, or none; numbers: typed arrays of
    // all weights and biases, layer after layer, and perhaps of the scale of each output's weights.
    constructor(layers, detector, { inputScale, inputOffset, weights, biases, scales }) {
      this.inputScale = inputScale;
      this.inputOffset = inputOffset;
      let weightsTaken = 0;
      let outputsTaken = 0;
      const take = (outputs, perOutput) => {
        const taken = {
          weights: Float32Array.from(
            weights.subarray(weightsTaken, weightsTaken + outputs * perOutput),
            (weight, i) => weight * (scales ? scales[outputsTaken + Math.floor(i / perOutput)] : 1)
          ),
          bias: biases.subarray(outputsTaken, outputsTaken + outputs)
        };
        weightsTaken += outputs * perOutput;
        outputsTaken += outputs;
        return taken;
      };
      const main = planOf(layers, { height: SIDE, width: SIDE, channels: 1 });
      const branch = planOf(detector, main.at(-1).input);
      const plans = [...main, ...branch];
      this.heap = new Heap(plans.flatMap(({ lengths }) => lengths ?? []), Math.max(1, ...plans.map(({ most }) => most ?? 0)));
      const make = (part) => part.map((plan) => new plan.kind(plan.step, plan, this.heap, take));
      this.layers = make(main);
      this.parameters = weightsTaken + outputsTaken;
      this.detector = make(branch);
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
      return { logits: Float32Array.from(this.places, (place) => last[place]), hasDigit: score >= 0 };
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
  };
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
  var lengthOf = ({ height, width, channels }) => height * width * channels;
  var placeOf = (feature, { height, width, channels }) => feature % (height * width) * channels + Math.floor(feature / (height * width));
  var featureAt = (place, { height, width, channels }) => place % channels * height * width + Math.floor(place / channels);
  var pair = (extent) => Array.isArray(extent) ? extent : [extent, extent];
  function rectify(layers) {
    const isRelu = (layer) => layer?.kind === "activation" && layer.function === "relu";
    const isSum = (layer) => layer?.kind === "conv2d" || layer?.kind === "linear";
    return layers.flatMap((layer, i) => isRelu(layer) && isSum(layers[i - 1]) ? [] : [isSum(layer) ? { ...layer, relu: isRelu(layers[i + 1]) } : layer]);
  }
  var Convolution = class {
    // A pooling that follows drops an odd last row and column, so they need no computing.
    static plan({ in: inputs, out: outputs, kernel, output: { height, width } }, input, next) {
      const [kernelHeight, kernelWidth] = pair(kernel);
      const taps = kernelHeight * kernelWidth;
      const reach = (windows) => Math.max(...windows.map((window) => window.at(-1))) + 1;
      const output = next?.rows ? { height: reach(next.rows), width: reach(next.columns), channels: outputs } : { height, width, channels: outputs };
      return {
        output,
        lengths: [
          ...Weights.lengths(taps * inputs, outputs),
          ...Weights.lengths(taps * outputs, inputs),
          ...[output, input].map((map) => lengthOf(map) + BLOCK)
        ],
        most: taps * Math.max(inputs, outputs)
      };
    }
    constructor({ in: inputs, out: outputs, kernel, stride, padding, dilation, groups, relu }, { input, output }, heap, take) {
      Object.assign(this, {
        input,
        output,
        kernel: pair(kernel),
        step: pair(stride),
        padding: pair(padding),
        dilation: pair(dilation),
        least: relu ? 0 : -Infinity
      });
      const taps = this.kernel[0] * this.kernel[1];
      const perGroup = inputs / groups;
      const { weights, bias } = take(outputs, perGroup * taps);
      const weightAt = (o, i, tap) => Math.floor(i / perGroup) === Math.floor(o * groups / outputs) ? weights[(o * perGroup + i % perGroup) * taps + tap] : 0;
      this.forwards = new Weights(heap, taps * inputs, outputs, (o, row) => weightAt(o, row % inputs, Math.floor(row / inputs)), bias);
      this.backwards = new Weights(
        heap,
        taps * outputs,
        inputs,
        (i, row) => weightAt(row % outputs, i, Math.floor(row / outputs)),
        new Float32Array(inputs)
      );
      [this.result, this.byInput] = [output, input].map((map) => heap.take(lengthOf(map) + BLOCK).subarray(0, lengthOf(map)));
      this.passed = new Float32Array(this.result.length);
    }
    forward(source) {
      const { forwards, least, result, input, output: { height, width, channels } } = this;
      const { kernel: [rows, columns], step: [stepY, stepX], padding: [padY, padX], dilation: [apartY, apartX] } = this;
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
                forwards.list(
                  source,
                  (fromY * input.width + fromX + first) * input.channels,
                  (ky * columns + kx + first) * input.channels,
                  (end - first) * input.channels
                );
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
              if (outputY >= 0 && outputY < height && outputX >= 0 && outputX < width && Number.isInteger(outputY) && Number.isInteger(outputX)) {
                backwards.list(passed, (outputY * width + outputX) * channels, (ky * columns + kx) * channels, channels);
              }
            }
          }
          backwards.sum(byInput, (y * input.width + x) * input.channels, -Infinity);
        }
      }
      return byInput;
    }
  };
  var Pool = class {
    static plan({ output: { height, width } }, { channels }) {
      return { output: { height, width, channels } };
    }
    constructor({ mode, rows, columns, divisors }, { input, output }) {
      Object.assign(this, { input, output, isMax: mode === "max", divisors });
      this.windows = rows.flatMap((ys) => columns.map((xs) => ys.flatMap((y) => xs.map((x) => (y * input.width + x) * input.channels))));
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
  };
  var Linear = class {
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
  };
  var Scale = class {
    static plan(layer, input) {
      return { output: input };
    }
    constructor({ features, input: { height, width } }, { input }, heap, take) {
      const { weights, bias } = take(features, 1);
      const at = (numbers) => Float32Array.from({ length: lengthOf(input) }, (_, place) => numbers[Math.floor(featureAt(place, input) / (height * width))]);
      [this.factors, this.shifts] = [at(weights), at(bias)];
    }
    forward(source) {
      return this.factors.map((factor, i) => source[i] * factor + this.shifts[i]);
    }
    backward(source, result, gradient) {
      return this.factors.map((factor, i) => gradient[i] * factor);
    }
  };
  var Activation = class {
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
  };
  var LAYERS = { conv2d: Convolution, pool2d: Pool, adaptivePool2d: Pool, linear: Linear, batchNorm: Scale, activation: Activation };

  // digitSegmenter.js
  var LEAST_OVERLAP = 0.3;
  var LEAST_WIDTH = 0.12;
  var LEAST_GAP = 0.1;
  var AS_TALL = 0.7;
  var TWO_WIDE = 0.8;
  var SMALL = 0.4;
  var FAR_FROM_SMALL = 0.25;
  var ROW_GAP = 0.2;
  var ROW_HEIGHT = 0.25;
  function rowsOf(parts) {
    if (parts.length < 2) {
      return [parts];
    }
    const sorted = [...parts].sort((a, b) => a.box.top - b.box.top);
    const height = sorted.reduce((lowest, { box }) => Math.max(lowest, box.bottom), -Infinity) - sorted[0].box.top;
    const rows = [];
    for (const part of sorted) {
      const row = rows.at(-1);
      if (row && part.box.top - row.box.bottom < ROW_GAP * height) {
        row.parts.push(part);
        row.box = boxAround(row.box, part.box);
      } else {
        rows.push({ parts: [part], box: part.box });
      }
    }
    return rows.every(({ box }) => box.bottom - box.top >= ROW_HEIGHT * height) ? rows.map((row) => parts.filter((part) => row.parts.includes(part))) : [parts];
  }
  function splitRow(strokes) {
    if (strokes.length < 2) {
      return strokes.length === 0 ? [] : [strokes];
    }
    const row = boxOf(strokes.map((stroke) => stroke.points));
    const gap = LEAST_GAP * (row.bottom - row.top);
    const parts = strokes.map((stroke) => ({ stroke, box: boxOf([stroke.points]) }));
    return partRow(parts, row.bottom - row.top, ({ stroke: a }, { stroke: b }) => endsAt(a, b, gap) || endsAt(b, a, gap)).map((digit) => digit.map((part) => part.stroke));
  }
  function partRow(parts, rowHeight, touch) {
    const widening = LEAST_WIDTH * rowHeight;
    const areOver = (one, other) => lieOver(one.box, other.box, widening);
    const doTouch = (one, other) => one.members.some((a) => other.members.some((b) => touch(a, b)));
    const belong = (one, other) => areOver(one, other) || (doTouch(one, other) ? !areTwoDigits(one.box, other.box) : isMarkBeside(one.box, other.box));
    return unite(unite(parts.map((part) => ({ members: [part], box: part.box })), areOver), belong).sort((a, b) => a.box.left + a.box.right - (b.box.left + b.box.right)).map((digit) => parts.filter((part) => digit.members.includes(part)));
  }
  function unite(parts, belongTogether) {
    const united = [];
    for (const part of parts.sort((a, b) => a.box.left - b.box.left)) {
      let next = part;
      for (let found; (found = united.findIndex((other) => belongTogether(other, next))) >= 0; ) {
        const [other] = united.splice(found, 1);
        next = { members: [...other.members, ...next.members], box: boxAround(other.box, next.box) };
      }
      united.push(next);
    }
    return united;
  }
  function lieOver(one, other, widening) {
    const overlap = Math.min(one.right, other.right) - Math.max(one.left, other.left) + widening;
    return overlap > 0 && overlap >= LEAST_OVERLAP * (Math.min(one.right - one.left, other.right - other.left) + widening);
  }
  function areTwoDigits(one, other) {
    const { low, tall } = heights(one, other);
    const both = boxAround(one, other);
    return low >= AS_TALL * tall && both.right - both.left >= TWO_WIDE * (both.bottom - both.top);
  }
  function isMarkBeside(one, other) {
    const { low, tall } = heights(one, other);
    const both = boxAround(one, other);
    const gap = Math.max(one.left, other.left) - Math.min(one.right, other.right);
    return low < SMALL * tall && gap < FAR_FROM_SMALL * (both.bottom - both.top);
  }
  function heights(one, other) {
    const both = [one.bottom - one.top, other.bottom - other.top];
    return { low: Math.min(...both), tall: Math.max(...both) };
  }
  function endsAt(stroke, other, gap) {
    const path = other.points;
    return path.some((from, i) => {
      const to = path[Math.min(i + 1, path.length - 1)];
      return distance(stroke.points[0], from, to) <= gap || distance(stroke.points.at(-1), from, to) <= gap;
    });
  }
  function distance([x, y], from, to) {
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const squared = dx * dx + dy * dy;
    const along = squared > 0 ? Math.min(Math.max(((x - from[0]) * dx + (y - from[1]) * dy) / squared, 0), 1) : 0;
    const ex = x - from[0] - along * dx;
    const ey = y - from[1] - along * dy;
    return Math.sqrt(ex * ex + ey * ey);
  }

  // inkExtractor.js
  var HALF = 128;
  var COARSE_SIDE = 160;
  var LEAST_CONTRAST = 0.1;
  var THIN = 1.7;
  var THICK = 4.2;
  var THIN_BECOMES = 2.2;
  var THICK_BECOMES = 3.4;
  var FAR = 1e12;
  function extractInk(picture) {
    const { width, height } = picture;
    const pixels = isDarkOnLight(picture) ? picture.pixels : picture.pixels.map((value) => 255 - value);
    const light = paperLight({ width, height, pixels });
    const missing = pixels.map((value, i) => toByte(255 * (light[i] - value) / Math.max(light[i], 32)));
    return bringNearMnist(dropShadowsAndSpecks(stretch({ width, height, pixels: missing })));
  }
  function toByte(value) {
    return Math.floor(Math.min(Math.max(value + 0.5, 0), 255));
  }
  function isDarkOnLight(picture) {
    const { width, height, pixels } = shrink(picture, COARSE_SIDE);
    const around = Float64Array.from(pixels);
    smooth(around, width, height, Math.max(2, Math.floor(Math.min(width, height) / 3)));
    return pixels.reduce((skew, value, i) => skew + (value - around[i]) ** 3, 0) <= 0;
  }
  function paperLight(picture) {
    const coarse = shrink(picture, COARSE_SIDE);
    const { width, height } = coarse;
    const radius = Math.max(2, Math.floor(Math.min(width, height) / 4));
    const light = Float64Array.from(coarse.pixels);
    if (coarse !== picture) {
      smooth(light, width, height, 1);
    }
    extreme(light, width, height, radius, 1);
    extreme(light, width, height, radius, -1);
    smooth(light, width, height, Math.max(1, Math.floor(radius / 2)));
    return coarse === picture ? light : enlarge(light, width, height, picture.width, picture.height);
  }
  function extreme(values, width, height, radius, sign) {
    alongBothAxes(values, width, height, (line, result) => {
      for (let i = 0; i < line.length; i++) {
        let greatest = -Infinity;
        for (let j = Math.max(0, i - radius); j <= Math.min(line.length - 1, i + radius); j++) {
          greatest = Math.max(greatest, sign * line[j]);
        }
        result[i] = sign * greatest;
      }
    });
  }
  function smooth(values, width, height, radius) {
    alongBothAxes(values, width, height, (line, result) => {
      const sums = [0];
      line.forEach((value, i) => sums.push(sums[i] + value));
      for (let i = 0; i < line.length; i++) {
        const first = Math.max(0, i - radius);
        const end = Math.min(line.length, i + radius + 1);
        result[i] = (sums[end] - sums[first]) / (end - first);
      }
    });
  }
  function alongBothAxes(values, width, height, filter) {
    for (const [length, lines, stride, next] of [[width, height, 1, width], [height, width, width, 1]]) {
      const result = new Float64Array(length);
      for (let start = 0; start < lines; start++) {
        filter(Float64Array.from({ length }, (_, i) => values[start * next + i * stride]), result);
        result.forEach((value, i) => {
          values[start * next + i * stride] = value;
        });
      }
    }
  }
  function enlarge(coarse, width, height, newWidth, newHeight) {
    const between = (index, length, coarseLength) => {
      const position = Math.min(Math.max((index + 0.5) * coarseLength / length - 0.5, 0), coarseLength - 1);
      const first = Math.floor(position);
      return [first, Math.min(first + 1, coarseLength - 1), position - first];
    };
    const columns = Array.from({ length: newWidth }, (_, x) => between(x, newWidth, width));
    const fine = new Float64Array(newWidth * newHeight);
    for (let y = 0; y < newHeight; y++) {
      const [top, bottom, down] = between(y, newHeight, height);
      columns.forEach(([left, right, across], x) => {
        const at = (row) => coarse[row * width + left] + across * (coarse[row * width + right] - coarse[row * width + left]);
        fine[y * newWidth + x] = at(top) + down * (at(bottom) - at(top));
      });
    }
    return fine;
  }
  function shrink(picture, longest) {
    const side = Math.max(picture.width, picture.height);
    if (side <= longest) {
      return picture;
    }
    const width = Math.max(1, Math.round(picture.width * longest / side));
    const height = Math.max(1, Math.round(picture.height * longest / side));
    const whole = (length, count) => ({ start: 0, step: length / count, count });
    const pixels = resample(picture, whole(picture.width, width), whole(picture.height, height));
    return { width, height, pixels: Uint8Array.from(pixels, toByte) };
  }
  function resample({ width, height, pixels }, x, y) {
    const rows = new Float64Array(height * x.count);
    resampleAxis(x, width, (column, source, share) => {
      for (let row = 0; row < height; row++) {
        rows[row * x.count + column] += share * pixels[row * width + source];
      }
    });
    const result = new Float64Array(y.count * x.count);
    resampleAxis(y, height, (row, source, share) => {
      for (let column = 0; column < x.count; column++) {
        result[row * x.count + column] += share * rows[source * x.count + column];
      }
    });
    return result;
  }
  function resampleAxis({ start, step, count }, length, add) {
    for (let i = 0; i < count; i++) {
      const from = Math.max(start + i * step, 0);
      const to = Math.min(start + (i + 1) * step, length);
      for (let source = Math.floor(from); source < Math.min(Math.ceil(to), length); source++) {
        add(i, source, (Math.min(source + 1, to) - Math.max(source, from)) / step);
      }
    }
  }
  function stretch({ width, height, pixels }) {
    const histogram = new Array(256).fill(0);
    pixels.forEach((value) => {
      histogram[value]++;
    });
    const threshold = otsu(histogram);
    const paper = quantile(histogram, 0, threshold, 0.5);
    const noise = quantile(histogram, 0, threshold, 0.84) - paper;
    const full = quantile(histogram, threshold, 256, 0.75);
    if (full - paper < Math.max(255 * LEAST_CONTRAST, 4 * noise)) {
      return { width, height, pixels: new Uint8Array(pixels.length) };
    }
    const zero = Math.min(paper + 3 * noise, (paper + threshold) / 2);
    const ink = { width, height, pixels: pixels.map((value) => toByte(255 * (value - zero) / (full - zero))) };
    const surely = Math.floor(Math.min(Math.max(255 * (threshold - zero) / (full - zero), 1), 255));
    const pieces = piecesOf(ink, 1);
    const keep = /* @__PURE__ */ new Set();
    ink.pixels.forEach((value, i) => value >= surely && keep.add(pieces.labels[i]));
    return keepPieces(ink, pieces, (label) => keep.has(label));
  }
  function otsu(histogram) {
    const total = histogram.reduce((sum2, count2) => sum2 + count2, 0);
    const totalSum = histogram.reduce((sum2, count2, level) => sum2 + count2 * level, 0);
    let count = 0, sum = 0, best = -1, threshold = 1;
    for (let level = 1; level < 256; level++) {
      count += histogram[level - 1];
      sum += (level - 1) * histogram[level - 1];
      const between = count === 0 || count === total ? -1 : count * (total - count) * (sum / count - (totalSum - sum) / (total - count)) ** 2;
      if (between > best) {
        best = between;
        threshold = level;
      }
    }
    return threshold;
  }
  function quantile(histogram, from, to, share) {
    let rest = share * histogram.slice(from, to).reduce((sum, count) => sum + count, 0);
    for (let level = from; level < to; level++) {
      rest -= histogram[level];
      if (rest < 0) {
        return level;
      }
    }
    return Math.max(from, to - 1);
  }
  function piecesOf({ width, height, pixels }, threshold) {
    const labels = new Int32Array(pixels.length).fill(-1);
    const boxes = [];
    for (let start = 0; start < pixels.length; start++) {
      if (pixels[start] < threshold || labels[start] >= 0) {
        continue;
      }
      const box = { left: width, top: height, right: 0, bottom: 0 };
      const open = [start];
      labels[start] = boxes.length;
      while (open.length > 0) {
        const index = open.pop();
        const x = index % width, y = Math.floor(index / width);
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x + 1);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y + 1);
        for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
            const neighbour = ny * width + nx;
            if (pixels[neighbour] >= threshold && labels[neighbour] < 0) {
              labels[neighbour] = boxes.length;
              open.push(neighbour);
            }
          }
        }
      }
      boxes.push(box);
    }
    return { labels, boxes };
  }
  function keepPieces({ width, height, pixels }, { labels }, isKept) {
    return { width, height, pixels: pixels.map((value, i) => labels[i] >= 0 && isKept(labels[i]) ? value : 0) };
  }
  function dropShadowsAndSpecks(ink) {
    const { width, height, pixels } = ink;
    const pieces = piecesOf(ink, 1);
    const areas = pieces.boxes.map(() => 0);
    const contacts = pieces.boxes.map(() => 0);
    pixels.forEach((value, i) => {
      if (value >= HALF) {
        const x = i % width, y = Math.floor(i / width);
        areas[pieces.labels[i]]++;
        contacts[pieces.labels[i]] += x === 0 || y === 0 || x === width - 1 || y === height - 1 ? 1 : 0;
      }
    });
    const longContact = Math.max(6, Math.floor((width + height) / 8));
    const greatest = (values) => values.reduce((most, value) => Math.max(most, value), 0);
    const largestWithin = greatest(areas.filter((_, i) => contacts[i] < longContact));
    const hasDigitWithin = largestWithin >= Math.max(6, Math.floor(pixels.length / 500));
    const speck = (hasDigitWithin ? largestWithin : greatest(areas)) * 0.025;
    return keepPieces(ink, pieces, (label) => areas[label] > speck && !(hasDigitWithin && contacts[label] >= longContact));
  }
  function bringNearMnist(ink) {
    const { boxes } = piecesOf(ink, HALF);
    if (boxes.length === 0) {
      return ink;
    }
    const scale = BOX_SIDE / boxes.reduce((most, box) => Math.max(most, box.right - box.left, box.bottom - box.top), 0);
    const width = meanWidth(ink) * scale;
    const change = width < THIN ? THIN_BECOMES - width : width > THICK ? THICK_BECOMES - width : 0;
    return change === 0 || scale > 0.7 ? ink : grow(ink, change / 2 / scale);
  }
  function meanWidth({ width, height, pixels }) {
    const at = (x, y) => x < width && y < height ? pixels[y * width + x] : 0;
    let area = 0, perimeter = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = at(x, y);
        area += value;
        perimeter += Math.sqrt((at(x + 1, y) - value) ** 2 + (at(x, y + 1) - value) ** 2);
      }
    }
    return perimeter === 0 ? 0 : 2 * area / perimeter;
  }
  function grow(ink, distance2) {
    const margin = Math.max(0, Math.ceil(distance2 + 1));
    const width = ink.width + 2 * margin;
    const height = ink.height + 2 * margin;
    const inside = new Uint8Array(width * height);
    ink.pixels.forEach((value, i) => {
      inside[(Math.floor(i / ink.width) + margin) * width + i % ink.width + margin] = value >= HALF ? 1 : 0;
    });
    const toInk = squaredDistances(inside, 1, width, height);
    const toPaper = squaredDistances(inside, 0, width, height);
    return {
      width,
      height,
      pixels: inside.map((isInk, i) => toByte(255 * (0.5 + distance2 - (isInk ? 0.5 - Math.sqrt(toPaper[i]) : Math.sqrt(toInk[i]) - 0.5))))
    };
  }
  function squaredDistances(pixels, value, width, height) {
    const distances = Float64Array.from(pixels, (pixel) => pixel === value ? 0 : FAR);
    alongBothAxes(distances, width, height, lowerEnvelope);
    return distances;
  }
  function lowerEnvelope(line, result) {
    const meet = (earlier, later) => (line[later] + later * later - line[earlier] - earlier * earlier) / (2 * (later - earlier));
    const roots = [0];
    const borders = [-Infinity];
    for (let i = 1; i < line.length; i++) {
      while (meet(roots.at(-1), i) <= borders.at(-1)) {
        roots.pop();
        borders.pop();
      }
      borders.push(meet(roots.at(-1), i));
      roots.push(i);
    }
    for (let i = 0, current = 0; i < line.length; i++) {
      while (borders[current + 1] < i) {
        current++;
      }
      result[i] = Math.min((i - roots[current]) ** 2 + line[roots[current]], FAR);
    }
  }

  // picture.js
  var LARGEST_FILE = 128 * 2 ** 20;
  var LONGEST_SIDE = 512;
  async function readPictureFile(file) {
    const name = file.name || "the picture";
    if (file.size > LARGEST_FILE) {
      throw new Error(`${name} is too large: at most 128 MB are read here.`);
    }
    let picture;
    try {
      picture = await decodePicture(file);
    } catch {
      throw new Error(`${name} is no picture that this browser reads. Try PNG or JPEG.`);
    }
    const ink = extractInk(picture);
    return { width: ink.width, height: ink.height, ink: ink.pixels, digits: digitsOf(ink) };
  }
  async function decodePicture(file) {
    const bitmap = await createImageBitmap(file);
    try {
      const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
      const width = Math.max(1, Math.round(bitmap.width * scale));
      const height = Math.max(1, Math.round(bitmap.height * scale));
      let source = bitmap;
      while (source.width >= 2 * width && source.height >= 2 * height) {
        source = drawnAt(source, Math.ceil(source.width / 2), Math.ceil(source.height / 2));
      }
      const canvas = drawnAt(source, width, height);
      return { width, height, pixels: grayOf(canvas.getContext("2d").getImageData(0, 0, width, height).data) };
    } finally {
      bitmap.close();
    }
  }
  function drawnAt(source, width, height) {
    const canvas = element("canvas", { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(source, 0, 0, width, height);
    return canvas;
  }
  function grayOf(rgba) {
    const luma = (i) => (299 * rgba[i] + 587 * rgba[i + 1] + 114 * rgba[i + 2]) / 1e3;
    let opacity = 0, light = 0;
    for (let i = 0; i < rgba.length; i += 4) {
      opacity += rgba[i + 3];
      light += luma(i) * rgba[i + 3];
    }
    const paper = opacity * 2 < 255 * rgba.length / 4 && light > 128 * opacity ? 0 : 255;
    return Uint8Array.from({ length: rgba.length / 4 }, (_, i) => {
      const alpha = rgba[4 * i + 3] / 255;
      return toByte(luma(4 * i) * alpha + paper * (1 - alpha));
    });
  }
  function digitsOf(ink) {
    const { labels, boxes } = piecesOf(ink, 1);
    const solid = new Set(labels.filter((_, i) => ink.pixels[i] >= HALF));
    const pieces = [...solid].sort((a, b) => a - b).map((label) => ({ label, box: boxes[label] }));
    return rowsOf(pieces).flatMap((row, i) => {
      const height = row.reduce((most, { box }) => Math.max(most, box.bottom - box.top), 0);
      return partRow(row, height, () => false).map((digit) => ({ image: normalize(cutOut(ink, labels, digit)), row: i }));
    });
  }
  function cutOut({ width, pixels }, labels, pieces) {
    const box = pieces.map((piece) => piece.box).reduce(boxAround);
    const members = new Set(pieces.map((piece) => piece.label));
    const cut = { width: box.right - box.left, height: box.bottom - box.top };
    return { ...cut, pixels: Uint8Array.from({ length: cut.width * cut.height }, (_, i) => {
      const source = (box.top + Math.floor(i / cut.width)) * width + box.left + i % cut.width;
      return members.has(labels[source]) ? pixels[source] : 0;
    }) };
  }
  function normalize(digit) {
    const step = Math.max(digit.width, digit.height) / BOX_SIDE;
    const fit = (length) => {
      const count = Math.max(1, Math.ceil(length / step - 1e-9));
      return { start: -(count - length / step) / 2 * step, step, count };
    };
    const x = fit(digit.width);
    const y = fit(digit.height);
    const fitted = resample(digit, x, y);
    let mass = 0, momentX = 0, momentY = 0;
    fitted.forEach((value, i) => {
      mass += value;
      momentX += value * (i % x.count + 0.5);
      momentY += value * (Math.floor(i / x.count) + 0.5);
    });
    const place = (centre, length) => Math.min(Math.max(Math.ceil(CENTRE_OF_MASS - centre - 0.5 - 1e-9), 0), SIDE - length);
    const left = place(momentX / mass, x.count);
    const top = place(momentY / mass, y.count);
    const image = new Uint8Array(SIDE * SIDE);
    fitted.forEach((value, i) => {
      image[(top + Math.floor(i / x.count)) * SIDE + left + i % x.count] = toByte(value);
    });
    return image;
  }

  // attribution.js
  var ATTRIBUTION_STEPS = 32;
  function attribute(network, image, label) {
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
  function inputGradient(network, input, label) {
    const activations = network.activations(input);
    const logits = activations.at(-1);
    let gradient = logits.map((_, i) => (i === network.places[label] ? 1 : 0) - 1 / logits.length);
    for (let i = network.layers.length - 1; i >= 0; i--) {
      gradient = network.layers[i].backward(activations[i], activations[i + 1], gradient);
    }
    return gradient;
  }

  // reader.js
  var Reader = class {
    constructor(network, { penWidth, temperature, unsure }) {
      Object.assign(this, { network, penWidth, temperature, rule: unsure });
      this.latest = [];
      this.tookMs = 0;
    }
    // One reading a digit, left to right, of the strokes or, where there is one, of the picture. A digit whose ink has not changed
    // keeps its reading.
    read(strokes, picture) {
      const started = performance.now();
      const before = this.latest;
      this.latest = picture ? picture.digits.map(({ image, row }) => Object.assign(before.find((reading) => reading.image === image) ?? { strokes: [], ink: 0, ...this.readImage(image) }, { row })) : rowsOf(strokes.map((stroke) => ({ stroke, box: boxOf([stroke.points]) }))).flatMap((row, i) => splitRow(row.map((part) => part.stroke)).map((digit) => Object.assign(before.find((reading) => isSameInk(reading, digit)) ?? this.readDigit(digit), { row: i })));
      if (this.latest.some((reading) => !before.includes(reading))) {
        this.tookMs = performance.now() - started;
      }
      return this.latest;
    }
    readDigit(strokes) {
      return { strokes, ink: countPoints(strokes), ...this.readImage(rasterize(strokes.map((stroke) => stroke.points), this.penWidth)) };
    }
    readImage(image) {
      const { logits, hasDigit } = this.network.read(image);
      const probabilities = softmax(logits, this.temperature);
      const ranked = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
      const [label, runnerUp] = ranked;
      return { image, logits, probabilities, label, runnerUp, confidence: probabilities[label], unsure: !hasDigit || this.refuses(logits) };
    }
    // The library's UnsureRule: a weighted sum of the logits, the highest first, under a bound.
    refuses(logits) {
      const { weights, minScore } = this.rule ?? { weights: [], minScore: 0 };
      const sorted = [...logits].sort((a, b) => b - a);
      return weights.reduce((score, weight, rank) => score + weight * sorted[rank], 0) < minScore;
    }
    // Attribution goes through the network dozens of times, so it is made once a reading, when the pen rests.
    attribution(reading) {
      reading.attribution ??= attribute(this.network, reading.image, reading.label);
      return reading.attribution;
    }
  };
  function softmax(logits, temperature) {
    const greatest = Math.max(...logits);
    const weights = Array.from(logits, (logit) => Math.exp((logit - greatest) / temperature));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  }
  function countPoints(strokes) {
    return strokes.reduce((count, stroke) => count + stroke.points.length, 0);
  }
  function isSameInk(reading, strokes) {
    return reading.strokes.length === strokes.length && reading.strokes.every((stroke) => strokes.includes(stroke)) && reading.ink === countPoints(strokes);
  }

  // sheet.js
  var LONGEST_LINE = 4e6;
  function roundNumber(key, value) {
    return typeof value === "number" ? Math.round(value * 10) / 10 : value;
  }
  var Sheet = class {
    constructor(state = { history: [{ strokes: [], picture: null }], now: 0, kept: [] }) {
      this.state = state;
    }
    get strokes() {
      return this.state.history[this.state.now].strokes;
    }
    // As readPictureFile makes it, or null. A picture fills the sheet: there is one, or there are strokes.
    get picture() {
      return this.state.history[this.state.now].picture;
    }
    get isBlank() {
      return this.strokes.length === 0 && this.picture === null;
    }
    get canUndo() {
      return this.state.now > 0;
    }
    get canRedo() {
      return this.state.now < this.state.history.length - 1;
    }
    add(strokes) {
      if (strokes.length > 0) {
        this.change([...this.strokes, ...strokes]);
      }
    }
    show(picture) {
      this.change([], picture);
    }
    clear() {
      if (!this.isBlank) {
        this.change([]);
      }
    }
    change(strokes, picture = null) {
      this.state.history.splice(this.state.now + 1, Infinity, { strokes, picture });
      this.state.now++;
    }
    undo() {
      this.state.now -= this.canUndo ? 1 : 0;
    }
    redo() {
      this.state.now += this.canRedo ? 1 : 0;
    }
    // Keeps a drawing under its label; the same strokes labelled again are corrected, not kept twice.
    keep(label, strokes) {
      const same = this.keptAs(strokes);
      if (same) {
        same.label = label;
      } else {
        this.state.kept.push({ label, strokes });
      }
    }
    keptAs(strokes) {
      return this.state.kept.find((kept) => kept.strokes.length === strokes.length && kept.strokes.every((stroke) => strokes.includes(stroke)));
    }
    remove(kept) {
      this.state.kept = this.state.kept.filter((other) => other !== kept);
    }
    // The library's format: one JSON object a line (StrokeFile, DrawnDigits).
    toJsonLines(writer) {
      return this.state.kept.map(({ label, strokes }) => {
        const drawing = { label, writer, device: strokes[0].device, strokes: strokes.map((stroke) => stroke.points) };
        const line = JSON.stringify(drawing);
        return `${line.length <= LONGEST_LINE ? line : JSON.stringify(drawing, roundNumber)}
`;
      }).join("");
    }
  };

  // gesture.js
  var Gesture = class {
    // brush: how wide the line is drawn on the sheet. What the network sees has one width, since MNIST's pens hardly differ.
    constructor(width, height, device, brush) {
      this.width = width;
      this.height = height;
      this.device = device;
      this.brush = brush;
      this.strokes = [];
      this.last = null;
    }
    // Returns the segments that are new on the sheet: [[from, to, pressure], ...], a dot being one from a point to itself.
    moveTo(x, y, pressure) {
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        return [];
      }
      const from = this.last;
      const to = [x, y];
      this.last = to;
      if (from === null) {
        return this.isOnSheet(to) ? [this.begin(to, pressure)] : [];
      }
      if (from[0] === x && from[1] === y) {
        return [];
      }
      const seen = this.clip(from, to);
      if (seen === null) {
        return [];
      }
      const added = [];
      if (!this.isOnSheet(from)) {
        added.push(this.begin(seen[0], pressure));
      }
      const stroke = this.strokes.at(-1);
      stroke.points.push(seen[1]);
      stroke.pressures.push(pressure);
      added.push([seen[0], seen[1], pressure]);
      return added;
    }
    begin(point, pressure) {
      this.strokes.push({ points: [point], pressures: [pressure], device: this.device, brush: this.brush });
      return [point, point, pressure];
    }
    isOnSheet([x, y]) {
      return x >= 0 && x <= this.width && y >= 0 && y <= this.height;
    }
    // The part of a segment that lies on the sheet, or null (Liang and Barsky, ACM Transactions on Graphics 3(1), 1984).
    clip(from, to) {
      const dx = to[0] - from[0];
      const dy = to[1] - from[1];
      let enter = 0, leave = 1;
      for (const [step, room] of [[-dx, from[0]], [dx, this.width - from[0]], [-dy, from[1]], [dy, this.height - from[1]]]) {
        if (step === 0 && room < 0) {
          return null;
        }
        if (step < 0) {
          enter = Math.max(enter, room / step);
        } else if (step > 0) {
          leave = Math.min(leave, room / step);
        }
      }
      if (enter > leave) {
        return null;
      }
      const at = (t) => [from[0] + t * dx, from[1] + t * dy];
      return [enter === 0 ? from : at(enter), leave === 1 ? to : at(leave)];
    }
  };

  // surface.js
  var SHEET_WIDTH = 480;
  var SHEET_HEIGHT = 360;
  var PICTURE_MARGIN = 36;
  var KEY_STEP = 12;
  var FINE_KEY_STEP = 3;
  var KEY_DIRECTIONS = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    Home: [-1, -1],
    PageUp: [1, -1],
    End: [-1, 1],
    PageDown: [1, 1]
  };
  var Surface = class {
    // events: { moved(), finished(), said(text) }; sheet: what is drawn on; brush: an input whose value is the line's width.
    constructor({ canvas, cursor, brush }, palette, sheet, events) {
      Object.assign(this, { canvas, cursor, brush, palette, sheet, events });
      this.context = canvas.getContext("2d");
      this.gesture = null;
      this.pointer = null;
      this.keyboardPen = [SHEET_WIDTH / 2, SHEET_HEIGHT / 4];
      this.listen();
    }
    // Everything that is seen: finished strokes and those of the gesture under way.
    get strokes() {
      return this.gesture ? [...this.sheet.strokes, ...this.gesture.strokes] : this.sheet.strokes;
    }
    // The picture makes room for the pen.
    get picture() {
      return this.gesture ? null : this.sheet.picture;
    }
    listen() {
      const on = (type, handle) => this.canvas.addEventListener(type, handle);
      on("pointerdown", (event) => this.pointerDown(event));
      on("pointermove", (event) => this.pointerMove(event));
      on("pointerup", (event) => this.pointerUp(event));
      on("pointercancel", (event) => this.isDrawing(event) && this.drop());
      on("lostpointercapture", (event) => this.isDrawing(event) && this.finish());
      on("contextmenu", (event) => this.pointer && event.preventDefault());
      on("contextrestored", () => this.paint());
      on("keydown", (event) => this.keyDown(event));
      on("blur", () => this.pointer === null && this.finish());
      this.resizing = new ResizeObserver(() => this.fit());
      this.resizing.observe(this.canvas);
    }
    dispose() {
      this.resizing.disconnect();
    }
    // --- Pointers ---
    isDrawing(event) {
      return this.gesture !== null && event.pointerId === this.pointer?.id;
    }
    pointerDown(event) {
      if (event.button !== 0) {
        return;
      }
      if (this.pointer !== null) {
        if (event.pointerType !== "pen" || this.pointer.type === "pen") {
          return;
        }
        this.drop();
      }
      event.preventDefault();
      this.finish();
      this.canvas.focus({ preventScroll: true });
      this.cursor.hidden = true;
      try {
        this.canvas.setPointerCapture(event.pointerId);
      } catch {
      }
      this.pointer = { id: event.pointerId, type: event.pointerType };
      this.begin(event.pointerType || "mouse");
      this.follow(event);
    }
    pointerMove(event) {
      if (this.isDrawing(event)) {
        const between = event.getCoalescedEvents?.() ?? [];
        for (const sample of between.length > 0 ? between : [event]) {
          this.follow(sample);
        }
      }
    }
    pointerUp(event) {
      if (this.isDrawing(event)) {
        this.follow(event);
        this.finish();
      }
    }
    follow(event) {
      const frame = this.canvas.getBoundingClientRect();
      if (frame.width > 0 && frame.height > 0) {
        const x = (event.clientX - frame.left) * (SHEET_WIDTH / frame.width);
        const y = (event.clientY - frame.top) * (SHEET_HEIGHT / frame.height);
        this.moveTo(x, y, event.pointerType === "pen" && event.pressure > 0 ? event.pressure : 0.5);
      }
    }
    // --- Keys ---
    keyDown(event) {
      const direction = KEY_DIRECTIONS[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (direction) {
        this.moveKeyboardPen(direction, event.shiftKey ? FINE_KEY_STEP : KEY_STEP);
      } else if (event.key === " " || event.key === "Enter") {
        this.toggleKeyboardPen(event.repeat);
      } else if (event.key === "Escape" && this.gesture) {
        this.drop();
        this.events.said("Stroke taken back.");
      } else {
        return;
      }
      event.preventDefault();
    }
    moveKeyboardPen([dx, dy], step) {
      const [x, y] = this.keyboardPen;
      this.keyboardPen = [
        Math.min(Math.max(x + dx * step, 0), SHEET_WIDTH),
        Math.min(Math.max(y + dy * step, 0), SHEET_HEIGHT)
      ];
      this.placeCursor();
      if (this.gesture && this.pointer === null) {
        this.moveTo(...this.keyboardPen, 0.5);
      }
    }
    toggleKeyboardPen(isRepeat) {
      this.placeCursor();
      if (isRepeat || this.pointer !== null) {
        return;
      }
      if (this.gesture) {
        this.finish();
        this.events.said("Pen up.");
      } else {
        this.begin("keyboard");
        this.moveTo(...this.keyboardPen, 0.5);
        this.events.said("Pen down.");
      }
    }
    placeCursor() {
      this.cursor.hidden = false;
      this.cursor.style.left = `${this.keyboardPen[0] / SHEET_WIDTH * 100}%`;
      this.cursor.style.top = `${this.keyboardPen[1] / SHEET_HEIGHT * 100}%`;
    }
    // --- Gestures ---
    begin(device) {
      this.gesture = new Gesture(SHEET_WIDTH, SHEET_HEIGHT, device, this.brush.valueAsNumber);
      this.cursor.classList.toggle("dp-down", device === "keyboard");
      if (this.sheet.picture) {
        this.paint();
      }
    }
    moveTo(x, y, pressure) {
      const added = this.gesture.moveTo(x, y, pressure);
      for (const [from, to, pressed] of added) {
        this.paintSegment(from, to, pressed, this.gesture.brush);
      }
      if (added.length > 0) {
        this.events.moved();
      }
    }
    finish() {
      const gesture = this.end();
      if (gesture) {
        this.sheet.add(gesture.strokes);
        this.events.finished();
      }
    }
    // Forgets the gesture under way, as if the pen had never touched.
    drop() {
      if (this.end()) {
        this.paint();
        this.events.finished();
      }
    }
    end() {
      const { gesture } = this;
      this.gesture = null;
      this.pointer = null;
      this.cursor.classList.remove("dp-down");
      return gesture;
    }
    // --- Ink ---
    // As many pixels as the screen has where the sheet is shown.
    fit() {
      const frame = this.canvas.getBoundingClientRect();
      const width = Math.round(frame.width * devicePixelRatio);
      const height = Math.round(frame.height * devicePixelRatio);
      if (width > 0 && height > 0 && (this.canvas.width !== width || this.canvas.height !== height)) {
        this.canvas.width = width;
        this.canvas.height = height;
      }
      this.paint();
    }
    paint() {
      const { canvas, context } = this;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(canvas.width / SHEET_WIDTH, 0, 0, canvas.height / SHEET_HEIGHT, 0, 0);
      context.lineCap = "round";
      context.lineJoin = "round";
      context.strokeStyle = context.fillStyle = this.palette.ink;
      if (this.picture) {
        this.paintPicture(this.picture);
      }
      for (const { points, pressures, brush } of this.strokes) {
        this.paintSegment(points[0], points[0], pressures[0], brush);
        for (let i = 1; i < points.length; i++) {
          this.paintSegment(points[i - 1], points[i], pressures[i], brush);
        }
      }
    }
    // The ink that was found, as large as the sheet holds it.
    paintPicture({ width, height, ink }) {
      const canvas = element("canvas", { width, height });
      paintPixels(canvas, (i, put) => put(this.palette.inkPixel, ink[i]));
      const scale = Math.min((SHEET_WIDTH - 2 * PICTURE_MARGIN) / width, (SHEET_HEIGHT - 2 * PICTURE_MARGIN) / height);
      this.context.drawImage(canvas, (SHEET_WIDTH - width * scale) / 2, (SHEET_HEIGHT - height * scale) / 2, width * scale, height * scale);
    }
    // A pen that is pressed draws wider; what the network sees has one width, since MNIST knows no pressure.
    paintSegment(from, to, pressure, brush) {
      const { context } = this;
      const width = brush * (0.5 + pressure);
      context.beginPath();
      if (from === to) {
        context.arc(from[0], from[1], width / 2, 0, 2 * Math.PI);
        context.fill();
        return;
      }
      context.lineWidth = width;
      context.moveTo(from[0], from[1]);
      context.lineTo(to[0], to[1]);
      context.stroke();
    }
  };

  // view.js
  var BLANK = new Uint8Array(SIDE * SIDE);
  var INVITATION = "Draw a digit, or several in a row";
  function percent(share) {
    return `${(100 * share).toFixed(share > 0.9995 || share < 5e-4 ? 0 : 1)} %`;
  }
  var View = class {
    constructor(parts, palette) {
      this.parts = parts;
      this.palette = palette;
      this.bars = DIGITS.map((digit) => {
        const fill = element("span", { className: "dp-fill" });
        const value = element("span", { className: "dp-value" });
        const row = element(
          "li",
          {},
          element("span", { className: "dp-digit", textContent: digit }),
          element("span", { className: "dp-track" }, fill),
          value
        );
        parts.bars.append(row);
        return { row, fill, value };
      });
    }
    // selected: the index of the reading whose bars and pictures are shown; notice: what stands on the sheet, or null.
    show(readings, selected, onSelect, notice) {
      const reading = readings[selected];
      this.parts.invitation.hidden = readings.length > 0 && notice === null;
      this.parts.invitation.textContent = notice ?? INVITATION;
      this.parts.number.textContent = numberOf(readings) || "–";
      this.parts.number.style.setProperty("--characters", this.parts.number.textContent.length);
      this.parts.number.classList.toggle("dp-unsure", readings.some(({ unsure }) => unsure));
      this.parts.verdict.textContent = verdict(reading, readings.length);
      this.parts.verdict.classList.toggle("dp-unsure", reading?.unsure ?? false);
      this.showBars(reading);
      this.showDigits(readings, selected, onSelect);
      this.showSeen(reading);
      this.showLooked(null);
    }
    showBars(reading) {
      this.bars.forEach(({ row, fill, value }, digit) => {
        const share = reading?.probabilities[digit] ?? 0;
        row.classList.toggle("dp-top", reading?.label === digit);
        fill.style.transform = `scaleX(${share})`;
        value.textContent = reading ? percent(share) : "";
      });
    }
    // One button a digit, where there are several; their place is kept, so that nothing moves when a second digit comes.
    showDigits(readings, selected, onSelect) {
      this.parts.digits.classList.toggle("dp-none", readings.length < 2);
      this.parts.digits.replaceChildren(...readings.length < 2 ? [] : readings.map((reading, i) => {
        const picture = element("canvas", { width: SIDE, height: SIDE, ariaHidden: "true" });
        paintInk(picture, reading.image, this.palette);
        const text = `${reading.label}${reading.unsure ? "?" : ""}`;
        const sure = wholePercent(reading.confidence);
        const button = element(
          "button",
          { type: "button", title: verdict(reading, 1) },
          picture,
          element("span", {}, element("b", { textContent: text }), ` ${sure}`)
        );
        button.setAttribute("aria-label", `Digit ${i + 1}: ${text} ${sure}`);
        button.setAttribute("aria-pressed", i === selected);
        button.addEventListener("click", () => onSelect(i));
        return button;
      }));
    }
    showSeen(reading) {
      paintInk(this.parts.seen, reading?.image ?? BLANK, this.palette);
      this.parts.seen.setAttribute("aria-label", reading ? `The drawing in 28 by 28 pixels, ${reading.image.filter((value) => value > 0).length} of them with ink` : "Blank");
    }
    showLooked(reading, shares) {
      const { looked, legend } = this.parts;
      if (reading === null) {
        legend.textContent = "ink that spoke for the answer, and against it";
      } else {
        legend.replaceChildren(
          element("span", { className: "dp-for", textContent: `■ for ${reading.label}` }),
          " ",
          element("span", { className: "dp-against", textContent: "▨ against" })
        );
      }
      looked.setAttribute("aria-label", reading === null ? "Blank" : `Which ink spoke for ${reading.label}: ${describeShares(shares)}`);
      paintShares(looked, reading?.image, shares, this.palette);
    }
  };
  function numberOf(readings) {
    return readings.map(({ label, unsure, row }, i) => `${i > 0 && row !== readings[i - 1].row ? " / " : ""}${unsure ? "?" : label}`).join("");
  }
  function spokenReading(readings, shown) {
    const { label, unsure, runnerUp } = readings[shown];
    const which = readings.length > 1 ? `Digit ${shown + 1}: ` : "";
    const number = readings.length > 1 ? `Reads ${numberOf(readings).replaceAll("?", " unsure ").replace(" / ", ", next row ")}. ` : "";
    return number + (unsure ? `${which}unsure: could be ${label} or ${runnerUp}.` : readings.length > 1 ? `${which}${verdict(readings[shown], 1)}.` : `Reads ${label}. ${verdict(readings[shown], 1)}.`);
  }
  function wholePercent(share) {
    return share > 0.995 ? ">99 %" : `${Math.round(100 * share)} %`;
  }
  function verdict(reading, count) {
    if (!reading) {
      return "Nothing drawn yet";
    }
    const which = count > 1 ? `${reading.label}: ` : "";
    return reading.unsure ? `${which}unsure: could be ${reading.label} (${percent(reading.confidence)}), perhaps ${reading.runnerUp}` : `${which}${reading.confidence > 0.9995 ? "over 99.9 %" : percent(reading.confidence)} sure`;
  }
  function describeShares(shares) {
    const thirds = ["top", "middle", "bottom"].map((name, third) => {
      const rows = shares.slice(Math.floor(third * SIDE / 3) * SIDE, Math.floor((third + 1) * SIDE / 3) * SIDE);
      return { name, sum: rows.reduce((sum, share) => sum + Math.max(share, 0), 0) };
    });
    return `most of it at the ${thirds.sort((a, b) => b.sum - a.sum)[0].name}`;
  }

  // pad.js
  var REGISTRY = /* @__PURE__ */ Symbol.for("HandwrittenDigits.DrawingPads");
  var START_WITHIN_MS = 3e4;
  var HEAVY_PARAMETERS = 5e5;
  var REST_MS = 150;
  var DrawingPad = class {
    constructor(root, network, settings, state) {
      this.root = root;
      this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
      this.reader = new Reader(network, settings);
      this.sheet = new Sheet(state);
      this.palette = new Palette(this.parts);
      this.view = new View(this.parts, this.palette);
      const said = (text) => this.say(text);
      this.labelling = new Labelling(this.parts, this.palette, this.sheet, settings, { said });
      this.surface = new Surface(
        this.parts,
        this.palette,
        this.sheet,
        { moved: () => this.readSoon(), finished: () => this.read(), said }
      );
      this.selected = null;
      this.notice = null;
      this.parts.title.textContent = settings.title;
      this.parts.canvas.setAttribute("aria-label", `${settings.title}: sheet to draw on. Arrow keys move the pen, Space sets it down and lifts it.`);
      this.listen();
      this.read();
    }
    listen() {
      for (const name of ["undo", "redo", "clear"]) {
        this.parts[name].addEventListener("click", () => this.command(name));
      }
      for (const type of ["keydown", "keypress", "keyup"]) {
        this.root.addEventListener(type, (event) => isForThePad(event) && event.stopPropagation());
      }
      this.root.addEventListener("keydown", (event) => this.keyDown(event));
      this.listenForPictures();
      this.themes = new MutationObserver(() => this.repaint());
      for (const themed of [document.documentElement, document.body]) {
        this.themes.observe(themed, { attributes: true });
      }
      this.preferences = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
      this.onPreference = () => this.repaint();
      this.preferences.forEach((query) => query.addEventListener("change", this.onPreference));
    }
    // A picture comes in by the button, dragged onto the pad, or pasted while the pad has the keyboard.
    listenForPictures() {
      const { picture, file } = this.parts;
      picture.addEventListener("click", () => file.click());
      file.addEventListener("change", () => {
        this.bring(file.files);
        file.value = "";
      });
      const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
      const mark = (isOver) => this.root.classList.toggle("dp-dropping", isOver);
      this.root.addEventListener("dragover", (event) => {
        if (holdsFile(event)) {
          event.preventDefault();
          mark(true);
        }
      });
      this.root.addEventListener("dragleave", (event) => mark(this.root.contains(event.relatedTarget)));
      this.root.addEventListener("drop", (event) => {
        mark(false);
        if (holdsFile(event)) {
          event.preventDefault();
          this.bring(event.dataTransfer.files);
        }
      });
      this.root.addEventListener("paste", (event) => {
        if (event.clipboardData.files.length > 0) {
          event.preventDefault();
          event.stopPropagation();
          this.bring(event.clipboardData.files);
        }
      });
    }
    // Puts the first file's picture in place of what is on the sheet.
    async bring([file]) {
      if (!file) {
        return;
      }
      this.tell("Looking for digits …");
      try {
        const picture = await readPictureFile(file);
        if (picture.digits.length === 0) {
          this.tell("No ink was found in the picture.");
          return;
        }
        this.surface.finish();
        this.sheet.show(picture);
        this.selected = null;
        this.surface.paint();
        this.read();
      } catch (error) {
        this.tell(error.message);
      }
    }
    tell(text) {
      this.notice = text;
      this.show();
      this.say(text);
    }
    dispose() {
      this.surface.dispose();
      this.themes.disconnect();
      this.preferences.forEach((query) => query.removeEventListener("change", this.onPreference));
    }
    keyDown(event) {
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (event.target instanceof HTMLTextAreaElement) {
        return;
      }
      if (control && (key === "z" || key === "y")) {
        this.command(key === "y" || event.shiftKey ? "redo" : "undo");
      } else if (!control && !event.altKey && event.target === this.parts.canvas && /^[0-9]$/.test(key)) {
        this.labelling.keep(Number(key));
      } else if (!control && event.target === this.parts.canvas && (key === "delete" || key === "backspace")) {
        this.command("clear");
      } else {
        return;
      }
      event.preventDefault();
    }
    command(name) {
      this.surface.finish();
      this.sheet[name]();
      this.selected = null;
      this.surface.paint();
      this.read();
    }
    // Once a frame at most, however many points the pointer sends.
    readSoon() {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = null;
        this.show();
      });
    }
    // At once, and aloud: the pen has come to rest.
    read() {
      this.notice = this.sheet.picture && pictureNotice(this.sheet.picture);
      this.show();
      this.say(this.readings.length > 0 ? spokenReading(this.readings, this.shown) : "Blank sheet.");
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.look(), REST_MS);
    }
    show() {
      const { picture } = this.surface;
      this.readings = this.reader.read(this.surface.strokes, picture);
      const latest = this.surface.strokes.at(-1);
      this.shown = this.selected ?? Math.max(this.readings.findIndex((reading) => reading.strokes.includes(latest)), 0);
      this.view.show(this.readings, this.shown, (i) => this.select(i), this.surface.gesture ? null : this.notice);
      this.labelling.show(this.surface.gesture || picture ? null : this.readings[this.shown] ?? null);
      this.enable("undo", this.sheet.canUndo);
      this.enable("redo", this.sheet.canRedo);
      this.enable("clear", this.surface.strokes.length > 0 || picture !== null);
      const { tookMs, network: { parameters } } = this.reader;
      const weight = parameters > HEAVY_PARAMETERS ? `, which makes it ${(parameters * 8 / 3 / 1e6).toFixed(0)} MB heavy` : "";
      this.parts.facts.textContent = `${parameters.toLocaleString("en")} parameters (batch norm folded into the convolutions), all in this page${weight}` + (tookMs > 0 ? `, last read in ${tookMs.toFixed(1)} ms` : "");
    }
    // A button that is disabled loses the keyboard, and the pad's keys with it: the sheet takes it over.
    enable(name, enabled) {
      if (!enabled && document.activeElement === this.parts[name]) {
        this.parts.canvas.focus({ preventScroll: true });
      }
      this.parts[name].disabled = !enabled;
    }
    select(index) {
      this.selected = index;
      this.read();
      this.parts.digits.children[index]?.focus();
    }
    look() {
      const reading = this.readings[this.shown];
      if (reading && !this.surface.gesture) {
        this.view.showLooked(reading, this.reader.attribution(reading));
      }
    }
    repaint() {
      this.palette.refresh();
      this.surface.paint();
      this.labelling.showKept();
      this.show();
      this.look();
    }
    say(text) {
      this.parts.spoken.textContent = text;
    }
  };
  function pictureNotice({ digits }) {
    return digits.length === 1 ? "A picture, read as one digit" : `A picture, read as a number of ${digits.length} digits`;
  }
  function isForThePad(event) {
    if (/^(Control|Meta|Shift|Alt)$/.test(event.key)) {
      return true;
    }
    const withCommand = event.ctrlKey || event.metaKey || event.altKey;
    return withCommand ? /^[zyv]$/i.test(event.key) && !event.altKey : !/^(F\d+|Tab)$/.test(event.key);
  }
  function startPads(settings, markup) {
    const registry = globalThis[REGISTRY] ??= { started: /* @__PURE__ */ new WeakMap(), states: [] };
    const start = () => {
      const roots = [...document.querySelectorAll(`[data-digit-pad="${settings.id}"]`)].filter((root) => !registry.started.has(root));
      for (const root of roots) {
        root.querySelector(".dp-card").innerHTML = markup;
        const entry = takeOver(registry, settings.id);
        const pad = new DrawingPad(root, unpackNetwork(settings.network), settings, entry?.state);
        registry.started.set(root, pad);
        registry.states.push({ id: settings.id, root: new WeakRef(root), state: pad.sheet.state });
      }
      return roots.length > 0;
    };
    if (!start()) {
      const waiting = new MutationObserver(() => start() && waiting.disconnect());
      waiting.observe(document.documentElement, { childList: true, subtree: true });
      setTimeout(() => waiting.disconnect(), START_WITHIN_MS);
    }
  }
  function takeOver(registry, id) {
    const at = registry.states.findIndex((entry2) => entry2.id === id && !entry2.root.deref()?.isConnected);
    if (at < 0) {
      return void 0;
    }
    const [entry] = registry.states.splice(at, 1);
    const root = entry.root.deref();
    registry.started.get(root)?.dispose();
    return entry;
  }
  function unpackNetwork({ layers, detector, inputScale, inputOffset, weights, biases, scales }) {
    const unpack = (text, type) => new type(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer);
    return new Network(layers, detector, {
      inputScale,
      inputOffset,
      weights: unpack(weights, scales ? Int16Array : Float32Array),
      biases: unpack(biases, Float32Array),
      scales: scales && unpack(scales, Float32Array)
    });
  }
  return __toCommonJS(pad_exports);
})();
