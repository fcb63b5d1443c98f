namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>Stands for a kill: nothing in the code under test catches it.</summary>
internal sealed class ProcessDiedException : Exception;
