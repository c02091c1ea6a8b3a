using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;

namespace Xiaoer.Accounts;

/// <summary>Shops, teams, people, their sign-ins and rights, API keys and the audit log.</summary>
internal static class AccountsModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PersonNames>();
        services.AddScoped<TeamDirectory>();
        services.AddScoped<Colleagues>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<Callers>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<LiveSessions>();
        services.AddHostedService<LiveSessionsWatch>();
        services.AddScoped<SignInAttempts>();
        services.AddScoped<SessionEnding>();
        services.AddScoped<LastOwner>();
        services.AddScoped<ShopPeople>();
        services.AddScoped<PersonChange>();
        services.AddScoped<AuditLog>();
        services.AddScoped<AccountsSetup>();
        services.AddScoped<FirstOwner>();
        services.AddScoped<ShopDirectory>();
        services.AddScoped<Attendance>();

        services.AddAuthentication(CallerAuthentication.Name).AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.Name, null);
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PermissionAnswers>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Authorization.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Authorization.SignedInPerson, policy => policy.RequireAuthenticatedUser().AddRequirements(new PersonRequirement()))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Between authentication and authorization.</summary>
    public static void Use(WebApplication app) => app.UseMiddleware<AntiforgeryCheck>();

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var session = api.MapGroup("").WithTags("Session");
        SignIn.Map(session);
        GetSession.Map(session);
        SignOut.Map(session);
        ChangeMyself.Map(session);
        ChangePassword.Map(session);
        Sessions.Map(session);

        var shops = api.MapGroup("").WithTags("Shops");
        ListShops.Map(shops);
        ChangeShop.Map(shops);
        OfficeHoursOfShop.Map(shops);
        Teams.Map(shops);

        var people = api.MapGroup("").WithTags("People");
        ListPeople.Map(people);
        AddPerson.Map(people);
        ChangePerson.Map(people);
        ResetPersonPassword.Map(people);
        ListColleagues.Map(people);
        Invitations.Map(people);
        AcceptInvitation.Map(people);

        ApiKeys.Map(api.MapGroup("").WithTags("API keys"));
        ListAudit.Map(api.MapGroup("").WithTags("Audit"));
    }
}
