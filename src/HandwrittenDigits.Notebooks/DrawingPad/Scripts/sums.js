// Sums of products, nearly all of a network's work, in vectors of WebAssembly: JavaScript knows only one number at a time. Where a
// page allows no WebAssembly, or knows none with vectors, the same sums are made in JavaScript.

export const BLOCK = 16; // sums that are made at once
const BLOCK_BYTES = 4 * BLOCK;
const PAGE_BYTES = 65536;

// A length in whole blocks.
const padded = length => Math.ceil(length / BLOCK) * BLOCK;

// All that sums are made of, and they themselves, in one memory, whose size has to be known at the start. What is used again needs no
// clearing by the browser: a fresh array for each layer would take longer than the sums.
export class Heap {
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
}

// Weights of `rows` inputs for `outputs` sums each, rows padded with zeros to whole blocks.
export class Weights {
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
    heap.add(offsets.byteOffset, values.byteOffset, 4 * count, packed.byteOffset, bias.byteOffset, 4 * stride,
      target.byteOffset + 4 * at, least);
  }
}

// A memory, and what adds up in it: add(offsets, values, count, weights, bias, outputs, sums, least). All but `least` count bytes.
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

// Four sums, 16 bytes, at once: as many as fit into the processor's registers.
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

// The adder as a WebAssembly module (https://webassembly.github.io/spec/core/binary/): for each block, four vectors of four sums.
function assembleAdder() {
  const I32 = 0x7f, F32 = 0x7d, V128 = 0x7b, FUNCTION = 0x60, NOTHING = 0x40, END = 0x0b;
  const leb = value => value < 128 ? [value] : [value & 127 | 128, ...leb(value >> 7)];
  const text = name => [name.length, ...[...name].map(character => character.charCodeAt(0))];
  const section = (id, ...content) => [id, ...leb(content.length), ...content];

  const [offsets, values, count, weights, bias, outputs, sums, least, block, i, row, value, first] = Array(13).keys();
  const get = local => [0x20, local];
  const set = (local, ...made) => [...made, 0x21, local];
  const constant = number => [0x41, number & 127 | 128, number >> 7]; // signed, hence of two bytes: the last one's seventh bit is the sign
  const plus = (a, b) => [...a, ...b, 0x6a];
  const loop = (...body) => [0x03, NOTHING, ...body, END];
  const repeatIf = condition => [...condition, 0x0d, 0];
  const isLess = (a, b) => [...a, ...b, 0x49];
  const isZero = a => [...a, 0x45];
  const unless = (condition, ...body) => [0x02, NOTHING, ...condition, 0x0d, 0, ...body, END];
  const load = address => [...address, 0x28, 2, 0];
  const vector = (operation, ...rest) => [0xfd, ...leb(operation), ...rest];
  const loadFour = (address, offset) => [...address, ...vector(0x00, 4, offset)];
  const storeFour = (address, four, offset) => [...address, ...four, ...vector(0x0b, 4, offset)];
  const loadIntoFour = address => [...address, ...vector(0x09, 2, 0)];
  const four = number => [...number, ...vector(0x13)];
  const addFour = (a, b) => [...a, ...b, ...vector(0xe4)];
  const multiplyFour = (a, b) => [...a, ...b, ...vector(0xe6)];
  const greaterFour = (a, b) => [...a, ...b, ...vector(0xe9)];
  const eachFour = make => [0, 1, 2, 3].flatMap(part => make(first + part, 16 * part));

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
        ...repeatIf(isLess(get(i), get(count))),
      )),
      ...eachFour((sum, offset) => storeFour(plus(get(sums), get(block)), greaterFour(get(sum), four(get(least))), offset)),
      ...set(block, ...plus(get(block), constant(BLOCK_BYTES))),
      ...repeatIf(isLess(get(block), get(outputs))),
    ),
    END,
  ];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, FUNCTION, 8, I32, I32, I32, I32, I32, I32, I32, F32, 0),
    ...section(2, 1, ...text("heap"), ...text("memory"), 2, 0, 1),
    ...section(3, 1, 0),
    ...section(7, 1, ...text("add"), 0, 0),
    ...section(10, 1, ...leb(body.length), ...body),
  ]);
}
