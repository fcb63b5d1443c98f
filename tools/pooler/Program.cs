using CodexPooler.Cli;

var parsed = PoolerCommand.Create().Parse(args);
var code = await parsed.InvokeAsync();
var asksForCompletion = args.FirstOrDefault()?.StartsWith('[') == true;
return parsed.Errors.Count > 0 && code != ExitCode.Ok && !asksForCompletion ? ExitCode.Usage : code;
