using CodexPooler.ServiceDefaults.Startup;
using CodexPooler.Standalone;

return await ServiceProcess.RunAsync(StandaloneCommand.Create(), args, Composition.Add, Composition.Map);
