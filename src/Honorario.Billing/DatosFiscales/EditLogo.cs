using Honorario.Archivos;
using Honorario.Archivos.Lectura;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Printing.Content;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>The picture at the head of what an emisor prints.</summary>
public sealed class EmisorLogo : IOwned
{
    public Guid EmisorId { get; init; }
    public Guid PracticeId { get; set; }

    /// <summary>A PNG or a JPEG that <see cref="PrintOptions.CanPrintLogo"/> takes.</summary>
    public required byte[] Picture { get; set; }
}

/// <summary>Takes, changes or removes an emisor's logo.</summary>
public sealed class EditLogo(HonorarioStorage storage, IArchivos archivos, TimeProvider clock)
{
    /// <summary>Bytes; it is in every PDF.</summary>
    public const int Largest = 512 * 1024;

    /// <param name="emisorId">Whose.</param>
    /// <param name="picture">PNG, JPEG, WebP or GIF; null to print none.</param>
    public async Task<Result<Guid>> RunAsync(Guid emisorId, byte[]? picture, CancellationToken ct)
    {
        if (picture?.Length > Largest)
            return new Problem(FieldNames.Logo, $"El logo pesa más de {Largest / 1024} KB: guárdalo más pequeño, con unos 600 píxeles de ancho basta.");
        if (picture is not null)
        {
            var read = await archivos.PictureAsync(new BroughtFile("El logo", picture), ct);
            if (!read.Ok)
                return new Problem(FieldNames.Logo, read.Refusal);
            picture = read.Value.Content;
        }

        if (picture?.Length > Largest || (picture is not null && !PrintOptions.CanPrintLogo(picture)))
            return new Problem(
                FieldNames.Logo, $"El logo debe ser una imagen PNG (8 bits por color) o JPEG de hasta {PrintOptions.LargestLogo:N0} píxeles por lado.");

        await using var db = storage.Open(Right.KeepKeys);
        if (!await db.Emisores().AnyAsync(row => row.Id == emisorId, ct))
            return new Problem("", "El emisor no existe en esta cuenta.");
        var logo = await db.Logos().SingleOrDefaultAsync(row => row.EmisorId == emisorId, ct);
        switch (logo, picture)
        {
            case (null, not null):
                db.Logos().Add(new EmisorLogo { EmisorId = emisorId, Picture = picture });
                break;
            case (not null, not null):
                logo.Picture = picture;
                break;
            case (not null, null):
                db.Logos().Remove(logo);
                break;
        }

        db.Record(emisorId, clock.GetUtcNow().UtcDateTime, picture is null ? "Logo quitado" : "Logo guardado");
        await db.SaveChangesAsync(ct);
        return emisorId;
    }
}
