using System.Globalization;
using HandwrittenDigits.Cli.Invocation;

// What the program writes is the same everywhere; a cell of a notebook may choose another culture.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

using var interruption = new Interruption();
return await DigitsProgram.RunAsync(args, interruption.Token);
