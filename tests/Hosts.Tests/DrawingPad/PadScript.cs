namespace Hosts.Tests.DrawingPad;

/// <summary>What the tests do inside the page.</summary>
internal static class PadScript
{
    /// <summary>Defines <c>padTest</c>: draws by dispatching pointer events, and looks at what the pads have read.</summary>
    public const string Source =
        """
        () => {
          const roots = () => [...document.querySelectorAll("[data-digit-pad]")];
          const pad = at => globalThis[Symbol.for("HandwrittenDigits.DrawingPads")].started.get(roots()[at]);
          const sheet = at => roots()[at].querySelector("canvas");
          const plain = ({ strokes, image, logits, probabilities, label, unsure }) => ({
            strokes: strokes.map(stroke => stroke.points), image: btoa(String.fromCharCode(...image)),
            logits: [...logits], probabilities, label, unsure });
          const whole = at => plain(pad(at).reader.readDigit(pad(at).surface.strokes));
          const readings = at => pad(at).readings.map(plain);
          const dispatch = (canvas, type, clientX, clientY, pointerType = "mouse", pointerId = 1) => canvas.dispatchEvent(
            new PointerEvent(type, { clientX, clientY, pointerId, pointerType, button: type === "pointermove" ? -1 : 0,
              buttons: type === "pointerup" ? 0 : 1, pressure: 0.5, isPrimary: true, bubbles: true, cancelable: true }));
          const send = (type, x, y, pointerType, pointerId, at = 0) => {
            const frame = sheet(at).getBoundingClientRect();
            dispatch(sheet(at), type, frame.left + x * frame.width, frame.top + y * frame.height, pointerType, pointerId);
          };
          const draw = strokes => {
            const canvas = sheet(0);
            const frame = canvas.getBoundingClientRect();
            const xs = strokes.flat().map(point => point[0]), ys = strokes.flat().map(point => point[1]);
            const left = Math.min(...xs), top = Math.min(...ys);
            const scale = Math.min(frame.width * 0.8 / (Math.max(...xs) - left), frame.height * 0.8 / (Math.max(...ys) - top));
            const room = Number.isFinite(scale) ? scale : 0;
            const at = ([x, y]) => [frame.left + frame.width * 0.1 + (x - left) * room, frame.top + frame.height * 0.1 + (y - top) * room];
            for (const points of strokes) {
              dispatch(canvas, "pointerdown", ...at(points[0]));
              points.slice(1).forEach(point => dispatch(canvas, "pointermove", ...at(point)));
              dispatch(canvas, "pointerup", ...at(points.at(-1)));
            }
          };
          const replay = drawings => drawings.map(strokes => {
            pad(0).command("clear");
            draw(strokes);
            const digits = pad(0).readings;
            return { digits: digits.length, whole: digits.length === 1 ? plain(digits[0]) : whole(0) };
          });
          globalThis.padTest = { pad, sheet, readings, whole, send, draw, replay };
        }
        """;
}
