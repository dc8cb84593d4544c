namespace HandwrittenDigits.Imaging;

/// <summary>
/// The pieces of ink that hang together, corners counting as contact.
/// </summary>
internal sealed class ConnectedComponents
{
    // Of each pixel its component's number, from 1; 0 for paper, which is most of a picture: its memory is never touched.
    private readonly int[] labels;

    private ConnectedComponents(int[] labels, IReadOnlyList<Component> components)
    {
        this.labels = labels;
        Components = components;
    }

    /// <summary>The components, in the order of their first pixels, row by row.</summary>
    public IReadOnlyList<Component> Components { get; }

    /// <summary>Of a pixel the index of its component, -1 for paper.</summary>
    /// <param name="pixel">Its index in the picture, row by row.</param>
    public int this[int pixel] => labels[pixel] - 1;

    /// <summary>One piece of ink.</summary>
    /// <param name="Box">The box around it.</param>
    /// <param name="Area">Its pixels.</param>
    public sealed record Component(PixelBox Box, int Area);

    /// <summary>Finds the components of the pixels that are at least <paramref name="threshold"/>.</summary>
    public static ConnectedComponents Of(GrayImage ink, byte threshold)
    {
        int[] labels = new int[ink.Pixels.Length];
        List<Component> components = [];
        Stack<int> open = new();
        for (int start = 0; start < labels.Length; start++)
        {
            if (ink.Pixels[start] < threshold || labels[start] > 0)
            {
                continue;
            }

            labels[start] = components.Count + 1;
            open.Push(start);
            components.Add(Flood(ink, threshold, labels, open));
        }

        return new ConnectedComponents(labels, components);
    }

    /// <summary>
    /// Finds the components of the pixels that are at least <paramref name="threshold"/>, then gives fainter ink near one to it: two pieces
    /// with nothing but a haze between them stay two.
    /// </summary>
    public static ConnectedComponents WithFaintEdges(GrayImage ink, byte threshold, int reach)
    {
        ConnectedComponents found = Of(ink, threshold);
        int[] labels = found.labels;
        PixelBox[] boxes = found.Components.Select(component => component.Box).ToArray();
        List<(int Index, int Label)> added = [];
        int[] front = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] > 0)];
        for (int step = 0; step < reach; step++)
        {
            added.Clear();
            foreach (int i in front)
            {
                (int y, int x) = Math.DivRem(i, ink.Width);
                for (int ny = Math.Max(0, y - 1); ny <= Math.Min(ink.Height - 1, y + 1); ny++)
                {
                    for (int nx = Math.Max(0, x - 1); nx <= Math.Min(ink.Width - 1, x + 1); nx++)
                    {
                        int neighbour = (ny * ink.Width) + nx;
                        if (labels[neighbour] == 0 && ink.Pixels[neighbour] > 0)
                        {
                            labels[neighbour] = labels[i];
                            boxes[labels[i] - 1] = boxes[labels[i] - 1].With(nx, ny);
                            added.Add((neighbour, labels[i]));
                        }
                    }
                }
            }

            front = [.. added.Select(pixel => pixel.Index)];
        }

        return new ConnectedComponents(labels, [.. found.Components.Select((component, i) => component with { Box = boxes[i] })]);
    }

    private static Component Flood(GrayImage ink, byte threshold, int[] labels, Stack<int> open)
    {
        int label = labels[open.Peek()];
        int left = int.MaxValue, right = 0, top = int.MaxValue, bottom = 0, area = 0;
        while (open.TryPop(out int index))
        {
            (int y, int x) = Math.DivRem(index, ink.Width);
            left = Math.Min(left, x);
            right = Math.Max(right, x);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
            area++;
            for (int ny = Math.Max(0, y - 1); ny <= Math.Min(ink.Height - 1, y + 1); ny++)
            {
                for (int nx = Math.Max(0, x - 1); nx <= Math.Min(ink.Width - 1, x + 1); nx++)
                {
                    int neighbour = (ny * ink.Width) + nx;
                    if (ink.Pixels[neighbour] >= threshold && labels[neighbour] == 0)
                    {
                        labels[neighbour] = label;
                        open.Push(neighbour);
                    }
                }
            }
        }

        return new Component(new PixelBox(left, top, right - left + 1, bottom - top + 1), area);
    }
}
