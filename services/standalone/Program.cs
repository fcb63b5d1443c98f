using CodexPooler.ServiceDefaults.Startup;
using CodexPooler.Standalone;

return await ServiceProcess.RunAsync(Composition.Command, args, Composition.Add, Composition.Map);
