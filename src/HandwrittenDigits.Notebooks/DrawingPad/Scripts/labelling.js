// "That was a ...": the ten labels, the drawings kept under one, and the ways to take them along.

import { DIGITS, SIDE } from "./digitImage.js";
import { element } from "./element.js";
import { paintInk } from "./painting.js";
import { rasterize } from "./strokeRasterizer.js";

export class Labelling {
  // events: { changed(), said(text) }
  constructor(parts, palette, sheet, { fileName, writer, penWidth }, events) {
    Object.assign(this, { parts, palette, sheet, fileName, writer, penWidth, events });
    this.reading = null;
    this.labels = DIGITS.map(digit => {
      const button = element("button", { type: "button", textContent: digit, title: `Keep it as a ${digit}` });
      button.addEventListener("click", () => this.keep(digit));
      parts.labels.append(button);
      return button;
    });
    parts.copy.addEventListener("click", () => this.copy());
    parts.save.addEventListener("click", event => this.sheet.state.kept.length === 0 && event.preventDefault());
    parts.save.addEventListener("keydown", event => event.key === " " && (event.preventDefault(), parts.save.click()));
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
    parts.count.textContent = kept.length === 0
      ? "Say what it was, and the drawing is kept here to be saved."
      : `${kept.length} ${kept.length === 1 ? "drawing" : "drawings"} kept`;
    parts.kept.replaceChildren(...kept.map(drawing => this.chip(drawing)));
    parts.copy.textContent = "Copy as text";
    parts.copy.disabled = kept.length === 0;
    parts.text.hidden = true;
    parts.save.setAttribute("aria-disabled", kept.length === 0);
    // The link stays in the document with its address: VS Code opens its save dialog for such a one only.
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
    paintInk(picture, rasterize(drawing.strokes.map(stroke => stroke.points), this.penWidth), this.palette);
    return chip;
  }

  async copy() {
    const text = this.sheet.toJsonLines(this.writer);
    try {
      await navigator.clipboard.writeText(text);
      this.parts.copy.textContent = "Copied";
      this.events.said("Copied.");
    } catch {
      // No clipboard here (an insecure page, or permission refused): the text can be copied by hand.
      this.parts.text.value = text;
      this.parts.text.hidden = false;
      this.parts.text.select();
      this.events.said("The text is selected: copy it with Ctrl+C.");
    }
  }
}

// Text as base64 of its UTF-8 bytes.
function toBase64(text) {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(binary);
}
