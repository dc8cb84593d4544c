namespace HandwrittenDigits.Evaluation;

/// <summary>Solves a small system of linear equations.</summary>
internal static class LinearSystem
{
    /// <summary>The x of <c>matrix x = right</c>, by Gaussian elimination with row pivoting. Both are used up.</summary>
    /// <param name="matrix"><c>[n, n]</c>, not singular.</param>
    /// <param name="right"><c>[n]</c>.</param>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        int size = right.Length;
        for (var column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row, column]));
            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var j = 0; j < size; j++)
            {
                (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            }

            for (int row = column + 1; row < size; row++)
            {
                double factor = matrix[row, column] / matrix[column, column];
                right[row] -= factor * right[column];
                for (int j = column; j < size; j++)
                {
                    matrix[row, j] -= factor * matrix[column, j];
                }
            }
        }

        for (int row = size - 1; row >= 0; row--)
        {
            for (int j = row + 1; j < size; j++)
            {
                right[row] -= matrix[row, j] * right[j];
            }

            right[row] /= matrix[row, row];
        }

        return right;
    }
}
