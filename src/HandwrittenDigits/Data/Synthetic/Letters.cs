namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// Letters that people don't write like a digit. Left out: O o D Q (0), I l i J L (1), Z z (2), S s (5), G b (6), B (8), g q P (9),
/// Y y (4), T (7).
/// </summary>
internal static class Letters
{
    public static readonly IReadOnlyList<Action<Pen>> All =
    [
        A, E, F, H, K, M, N, R, V, W, X, SmallA, SmallE, SmallF, SmallH, SmallK, SmallM, SmallN, SmallT, SmallU, SmallW, SmallX,
    ];

    private static void A(Pen pen) => pen.Down(0, 1).Line(0.3, 0).Line(0.6, 1).Down(0.1, 0.62).Line(0.5, 0.62);

    private static void E(Pen pen) =>
        pen.Down(0.55, 0).Line(0.05, 0).Line(0.05, 1).Line(0.55, 1).Down(0.05, 0.5).Line(0.45, 0.5);

    private static void F(Pen pen) => pen.Down(0.08, 1).Line(0.08, 0).Line(0.6, 0).Down(0.08, 0.48).Line(0.48, 0.48);

    private static void H(Pen pen) => pen.Down(0.05, 0).Line(0.05, 1).Down(0.58, 0).Line(0.58, 1).Down(0.05, 0.5).Line(0.58, 0.5);

    private static void K(Pen pen) => pen.Down(0.08, 0).Line(0.08, 1).Down(0.55, 0).Line(0.1, 0.52).Line(0.58, 1);

    private static void M(Pen pen) => pen.Down(-0.1, 1).Line(0, 0).Line(0.3, 0.6).Line(0.6, 0).Line(0.7, 1);

    private static void N(Pen pen) => pen.Down(0, 1).Line(0, 0).Line(0.58, 1).Line(0.58, 0);

    private static void R(Pen pen) =>
        pen.Down(0.08, 1).Line(0.08, 0).Curve((0.4, 0.02), (0.52, 0.22), (0.38, 0.44), (0.1, 0.5)).Line(0.58, 1);

    private static void V(Pen pen) => pen.Down(-0.05, 0).Line(0.3, 1).Line(0.65, 0);

    private static void W(Pen pen) => pen.Down(-0.2, 0).Line(0.05, 1).Line(0.3, 0.25).Line(0.55, 1).Line(0.8, 0);

    private static void X(Pen pen) => pen.Down(0, 0).Line(0.6, 1).Down(0.6, 0).Line(0, 1);

    private static void SmallA(Pen pen) =>
        pen.Down(0.48, 0.3).Curve((0.25, 0.2), (0.02, 0.45), (0.05, 0.8), (0.28, 0.85), (0.48, 0.5))
            .Line(0.5, 0.3).Curve((0.5, 0.7), (0.58, 0.88), (0.75, 0.78));

    private static void SmallE(Pen pen) =>
        pen.Down(0.05, 0.55).Line(0.55, 0.5).Curve((0.45, 0.25), (0.2, 0.22), (0.04, 0.5), (0.12, 0.85), (0.4, 0.92), (0.62, 0.75));

    private static void SmallF(Pen pen) =>
        pen.Down(0.55, 0.08).Curve((0.4, 0), (0.28, 0.15), (0.28, 0.5), (0.28, 1)).Down(0.05, 0.42).Line(0.55, 0.4);

    private static void SmallH(Pen pen) => pen.Down(0.05, 0).Line(0.05, 1).Line(0.07, 0.65).Curve((0.25, 0.45), (0.45, 0.55), (0.48, 1));

    private static void SmallK(Pen pen) => pen.Down(0.08, 0).Line(0.08, 1).Down(0.45, 0.42).Line(0.1, 0.72).Line(0.5, 1);

    private static void SmallM(Pen pen) =>
        pen.Down(-0.15, 0.3).Line(-0.15, 0.9)
            .Line(-0.13, 0.5).Curve((0.05, 0.3), (0.2, 0.5), (0.22, 0.9))
            .Line(0.24, 0.5).Curve((0.4, 0.3), (0.58, 0.5), (0.6, 0.9));

    private static void SmallN(Pen pen) => pen.Down(0, 0.3).Line(0, 0.9).Line(0.02, 0.5).Curve((0.25, 0.28), (0.48, 0.42), (0.5, 0.9));

    private static void SmallT(Pen pen) =>
        pen.Down(0.28, 0).Curve((0.26, 0.5), (0.28, 0.9), (0.42, 0.98), (0.58, 0.88)).Down(0.05, 0.3).Line(0.55, 0.28);

    private static void SmallU(Pen pen) =>
        pen.Down(0, 0.25).Curve((0, 0.7), (0.15, 0.9), (0.38, 0.8), (0.48, 0.5)).Line(0.5, 0.25).Curve((0.5, 0.7), (0.55, 0.9), (0.7, 0.8));

    private static void SmallW(Pen pen) =>
        pen.Down(-0.15, 0.25).Curve((-0.12, 0.7), (0.02, 0.9), (0.2, 0.75)).Line(0.26, 0.35).Curve(
            (0.3, 0.75), (0.45, 0.9), (0.62, 0.7), (0.68, 0.25));

    private static void SmallX(Pen pen) =>
        pen.Down(0, 0.3).Curve((0.2, 0.35), (0.35, 0.85), (0.6, 0.88)).Down(0.58, 0.3).Curve((0.35, 0.4), (0.25, 0.8), (0, 0.88));
}
