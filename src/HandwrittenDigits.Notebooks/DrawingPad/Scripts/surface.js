// The sheet on the screen: paints the ink, and turns pointers and keys into gestures.

import { element } from "./element.js";
import { Gesture } from "./gesture.js";
import { paintPixels } from "./painting.js";

const SHEET_WIDTH = 480;
const SHEET_HEIGHT = 360;
const PICTURE_MARGIN = 36;
const KEY_STEP = 12;
const FINE_KEY_STEP = 3;

const KEY_DIRECTIONS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  Home: [-1, -1], PageUp: [1, -1], End: [-1, 1], PageDown: [1, 1],
};

export class Surface {
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
    on("pointerdown", event => this.pointerDown(event));
    on("pointermove", event => this.pointerMove(event));
    on("pointerup", event => this.pointerUp(event));
    on("pointercancel", event => this.isDrawing(event) && this.drop());
    on("lostpointercapture", event => this.isDrawing(event) && this.finish());
    on("contextmenu", event => this.pointer && event.preventDefault());
    on("contextrestored", () => this.paint());
    on("keydown", event => this.keyDown(event));
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
      // A pen that arrives while the palm already rests on the glass is the one meant.
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
      // The pointer has gone already, or was never real: it still draws while it is over the sheet.
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
      Math.min(Math.max(y + dy * step, 0), SHEET_HEIGHT),
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
}
