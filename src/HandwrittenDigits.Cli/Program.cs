using HandwrittenDigits.Cli.Invocation;

using var interruption = new Interruption();
return await DigitsProgram.RunAsync(args, interruption.Token);
