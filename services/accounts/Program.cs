using CodexPooler.Accounts;
using CodexPooler.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults(AccountsModule.Name);
builder.AddAccounts();
var app = builder.Build();
app.MapServiceDefaults();
app.MapAccounts();
app.Run();
