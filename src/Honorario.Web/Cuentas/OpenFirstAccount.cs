using System.Data;
using Honorario.Billing;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>What the page of the first account asks for.</summary>
internal sealed class FirstAccount
{
    public string Practice { get; set; } = "";
    public string Name { get; set; } = "";
    public string Email { get; set; } = "";
    public string Password { get; set; } = "";
}

/// <summary>Opens the first practice and its first user with the set-up link, only while there are none: of several at once, one does.</summary>
internal sealed class OpenFirstAccount(HonorarioDb db, UserManager<User> users, SetUpLink link, TimeProvider clock)
{
    private static readonly Problem There = new("", "Ya hay una cuenta: entra con ella.");

    public async Task<bool> IsPossibleAsync(string? key) => link.IsRight(key) && !await users.Users.AnyAsync();

    public async Task<Result<User>> RunAsync(FirstAccount form, string? key)
    {
        if (!link.IsRight(key))
            return new Problem("", "El enlace no es el que imprimió Honorario al arrancar: ábrelo de nuevo.");
        if (string.IsNullOrWhiteSpace(form.Practice) || string.IsNullOrWhiteSpace(form.Name))
            return new Problem("", "Escribe el nombre del consultorio y el tuyo.");
        try
        {
            var opened = await OpenAsync(form);
            if (opened.Ok)
                await link.WriteAsync(needed: false);
            return opened;
        }
        catch (Exception crossed) when (IsCrossed(crossed))
        {
            return There;
        }
    }

    /// <summary>In one serializable transaction: whoever looks while another opens is made to wait or to give way.</summary>
    private async Task<Result<User>> OpenAsync(FirstAccount form)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
        if (await users.Users.AnyAsync())
            return There;
        var practice = new Practice { Name = form.Practice.Trim(), CreatedAt = clock.GetUtcNow().UtcDateTime };
        var user = new User { PracticeId = practice.Id, DisplayName = form.Name.Trim(), UserName = form.Email.Trim(), Email = form.Email.Trim() };
        db.Practices.Add(practice);
        await db.SaveChangesAsync();
        var created = await users.CreateAsync(user, form.Password);
        if (!created.Succeeded)
            return created.Errors.Select(error => error.Description).Distinct().Select(text => new Problem("", text)).ToList();
        await transaction.CommitAsync();
        return user;
    }

    /// <summary>PostgreSQL's word for a transaction that gave way to another.</summary>
    private static bool IsCrossed(Exception fault)
    {
        for (var one = fault; one is not null; one = one.InnerException!)
        {
            if (one is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.SerializationFailure or Npgsql.PostgresErrorCodes.UniqueViolation })
                return true;
        }

        return false;
    }
}
