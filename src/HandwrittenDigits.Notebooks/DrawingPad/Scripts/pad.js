// Puts a pad together on each of its elements, and keeps what was drawn when an output is shown again.

import { Labelling } from "./labelling.js";
import { Network } from "./network.js";
import { Palette } from "./painting.js";
import { readPictureFile } from "./picture.js";
import { Reader } from "./reader.js";
import { Sheet } from "./sheet.js";
import { Surface } from "./surface.js";
import { View, spokenReading } from "./view.js";

const REGISTRY = Symbol.for("HandwrittenDigits.DrawingPads");
const START_WITHIN_MS = 30_000;
const HEAVY_PARAMETERS = 500_000; // two bytes each, in base64
const REST_MS = 150; // between two strokes of a digit there is less

class DrawingPad {
  constructor(root, network, settings, state) {
    this.root = root;
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map(part => [part.dataset.part, part]));
    this.reader = new Reader(network, settings);
    this.sheet = new Sheet(state);
    this.palette = new Palette(this.parts);
    this.view = new View(this.parts, this.palette);
    const said = text => this.say(text);
    this.labelling = new Labelling(this.parts, this.palette, this.sheet, settings, { said });
    this.surface = new Surface(this.parts, this.palette, this.sheet,
      { moved: () => this.readSoon(), finished: () => this.read(), said });
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
    // Letters and arrows typed here are not the notebook's: it would add cells and move between them. The rest goes its way.
    for (const type of ["keydown", "keypress", "keyup"]) {
      this.root.addEventListener(type, event => isForThePad(event) && event.stopPropagation());
    }
    this.root.addEventListener("keydown", event => this.keyDown(event));
    this.listenForPictures();
    this.themes = new MutationObserver(() => this.repaint());
    for (const themed of [document.documentElement, document.body]) {
      this.themes.observe(themed, { attributes: true });
    }
    this.preferences = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map(query => matchMedia(query));
    this.onPreference = () => this.repaint();
    this.preferences.forEach(query => query.addEventListener("change", this.onPreference));
  }

  // A picture comes in by the button, dragged onto the pad, or pasted while the pad has the keyboard.
  listenForPictures() {
    const { picture, file } = this.parts;
    picture.addEventListener("click", () => file.click());
    file.addEventListener("change", () => {
      this.bring(file.files);
      file.value = "";
    });
    const holdsFile = event => event.dataTransfer?.types.includes("Files");
    const mark = isOver => this.root.classList.toggle("dp-dropping", isOver);
    this.root.addEventListener("dragover", event => {
      if (holdsFile(event)) {
        event.preventDefault();
        mark(true);
      }
    });
    this.root.addEventListener("dragleave", event => mark(this.root.contains(event.relatedTarget)));
    this.root.addEventListener("drop", event => {
      mark(false);
      if (holdsFile(event)) {
        event.preventDefault();
        this.bring(event.dataTransfer.files);
      }
    });
    this.root.addEventListener("paste", event => {
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
    this.preferences.forEach(query => query.removeEventListener("change", this.onPreference));
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
    this.shown = this.selected ?? Math.max(this.readings.findIndex(reading => reading.strokes.includes(latest)), 0);
    this.view.show(this.readings, this.shown, i => this.select(i), this.surface.gesture ? null : this.notice);
    // What is kept are strokes, and a picture has none.
    this.labelling.show(this.surface.gesture || picture ? null : this.readings[this.shown] ?? null);
    this.enable("undo", this.sheet.canUndo);
    this.enable("redo", this.sheet.canRedo);
    this.enable("clear", this.surface.strokes.length > 0 || picture !== null);
    const { tookMs, network: { parameters } } = this.reader;
    const weight = parameters > HEAVY_PARAMETERS ? `, which makes it ${(parameters * 8 / 3 / 1e6).toFixed(0)} MB heavy` : "";
    this.parts.facts.textContent = `${parameters.toLocaleString("en")} parameters (batch norm folded into the convolutions), all in this page${weight}`
      + (tookMs > 0 ? `, last read in ${tookMs.toFixed(1)} ms` : "");
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
}

function pictureNotice({ digits }) {
  return digits.length === 1 ? "A picture, read as one digit" : `A picture, read as a number of ${digits.length} digits`;
}

// Keys that the pad uses, and those that a notebook would take for a command of its own; not F1, Tab, or the host's Ctrl+S.
function isForThePad(event) {
  if (/^(Control|Meta|Shift|Alt)$/.test(event.key)) {
    return true;
  }
  const withCommand = event.ctrlKey || event.metaKey || event.altKey;
  return withCommand ? /^[zyv]$/i.test(event.key) && !event.altKey : !/^(F\d+|Tab)$/.test(event.key);
}

// Starts every element of this id that has not been started. Scripts may run before their output is on the page (Jupyter), and
// again when it is shown again (VS Code), then with the page's globals as they were left.
export function startPads(settings, markup) {
  const registry = globalThis[REGISTRY] ??= { started: new WeakMap(), states: [] };
  const start = () => {
    const roots = [...document.querySelectorAll(`[data-digit-pad="${settings.id}"]`)].filter(root => !registry.started.has(root));
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

// What was drawn on a pad of this id that has left the page.
function takeOver(registry, id) {
  const at = registry.states.findIndex(entry => entry.id === id && !entry.root.deref()?.isConnected);
  if (at < 0) {
    return undefined;
  }
  const [entry] = registry.states.splice(at, 1);
  const root = entry.root.deref();
  registry.started.get(root)?.dispose();
  return entry;
}

// Numbers arrive as base64 of little-endian arrays, see PadNetwork.
function unpackNetwork({ layers, detector, inputScale, inputOffset, weights, biases, scales }) {
  const unpack = (text, type) => new type(Uint8Array.from(atob(text), character => character.charCodeAt(0)).buffer);
  return new Network(layers, detector, {
    inputScale,
    inputOffset,
    weights: unpack(weights, scales ? Int16Array : Float32Array),
    biases: unpack(biases, Float32Array),
    scales: scales && unpack(scales, Float32Array),
  });
}
