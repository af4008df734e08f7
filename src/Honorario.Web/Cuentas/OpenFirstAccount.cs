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

/// <summary>Opens the first practice and its first user; only while there are none.</summary>
internal sealed class OpenFirstAccount(HonorarioDb db, UserManager<User> users, TimeProvider clock)
{
    public async Task<bool> IsPossibleAsync() => !await users.Users.AnyAsync();

    public async Task<Result<User>> RunAsync(FirstAccount form)
    {
        if (!await IsPossibleAsync())
            return new Problem("", "Ya hay una cuenta: entra con ella.");
        if (string.IsNullOrWhiteSpace(form.Practice) || string.IsNullOrWhiteSpace(form.Name))
            return new Problem("", "Escribe el nombre del consultorio y el tuyo.");

        var practice = new Practice { Name = form.Practice.Trim(), CreatedAt = clock.GetUtcNow().UtcDateTime };
        var user = new User { PracticeId = practice.Id, DisplayName = form.Name.Trim(), UserName = form.Email.Trim(), Email = form.Email.Trim() };
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Practices.Add(practice);
        await db.SaveChangesAsync();
        var created = await users.CreateAsync(user, form.Password);
        if (!created.Succeeded)
            return created.Errors.Select(error => error.Description).Distinct().Select(text => new Problem("", text)).ToList();
        await transaction.CommitAsync();
        return user;
    }
}
