// Paints pictures onto canvases in the theme's colours.

import { SIDE } from "./digitImage.js";

// The theme's colours as [r, g, b]. Asking for a style makes the page compute it, so it is asked when the theme changes only.
export class Palette {
  constructor(parts) {
    this.parts = parts;
    this.refresh();
  }

  refresh() {
    const style = getComputedStyle(this.parts.looked);
    this.ink = style.color;
    [this.inkPixel, this.forPixel, this.againstPixel] = [style.color, style.borderTopColor, style.borderBottomColor]
      .map(colour => (colour.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(Number));
  }
}

// paintPixel(i, put) calls put(colour, opacity from 0 to 255).
export function paintPixels(canvas, paintPixel) {
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

export function paintInk(canvas, image, { inkPixel }) {
  paintPixels(canvas, (i, put) => put(inkPixel, image[i]));
}

// For the answer in one colour; against it in another and in a chequered pattern, to be told apart without colour.
export function paintShares(canvas, image, shares, { inkPixel, forPixel, againstPixel }) {
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
