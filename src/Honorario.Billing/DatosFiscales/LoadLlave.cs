using System.Text;
using Honorario.Archivos.Lectura;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>A certificate shown before it is saved; instants in UTC.</summary>
public sealed record LlavePreview(string NoCertificado, string Rfc, string Nombre, DateTime ValidFrom, DateTime ValidTo)
{
    /// <summary>The name as a CFDI issued with it says it, without régimen de capital.</summary>
    public string NombreFiscal => EditEmisor.CleanNombre(Rfc, Nombre);

    /// <summary>Whether it is the emisor's certificate and names it otherwise, which SAT refuses (CFDI40139).</summary>
    /// <param name="rfc">The emisor's.</param>
    /// <param name="nombre">How it is named.</param>
    public bool NamesOtherwise(string rfc, string nombre) => Rfc == rfc && Nombre.Length > 0 && NombreFiscal != EditEmisor.CleanNombre(rfc, nombre);
}

/// <summary>"Usar el nombre del certificado": the emisor is named as SAT's own certificate names it.</summary>
public sealed class TakeCertificateName(HonorarioStorage storage, TimeProvider clock)
{
    /// <param name="emisorId">Which.</param>
    /// <param name="cer">The certificate, with the emisor's RFC.</param>
    /// <param name="cancellation">Ends it before anything is saved.</param>
    /// <returns>The name that it has now.</returns>
    public async Task<Result<string>> RunAsync(Guid emisorId, byte[] cer, CancellationToken cancellation)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.Emisores().SingleOrDefaultAsync(row => row.Id == emisorId, cancellation) is not { } emisor)
            return new Problem("", "El emisor no existe en esta cuenta.");
        if (LoadLlave.Preview(cer) is not { } certificate || certificate.Rfc != emisor.Rfc.Value)
            return new Problem(FieldNames.Llave, $"El certificado no es de {emisor.Rfc.Value}.");
        db.Record(emisor.Id, clock.GetUtcNow().UtcDateTime, "Nombre tomado del certificado", $"{emisor.Nombre} → {certificate.NombreFiscal}");
        emisor.Nombre = certificate.NombreFiscal;
        await db.SaveChangesAsync(cancellation);
        return emisor.Nombre;
    }
}

/// <summary>Takes a CSD (.cer, .key, "Contraseña del SAT") of an emisor: checks it, encrypts it and keeps it.</summary>
public sealed class LoadLlave(HonorarioStorage storage, SecretBox secrets, TimeProvider clock)
{
    /// <summary>What the .cer file says before anything is saved; null when it is not a certificate.</summary>
    public static LlavePreview? Preview(byte[] cer)
    {
        using var certificado = Certificado.Read(cer);
        return certificado is null
            ? null
            : new LlavePreview(
                certificado.NoCertificado, certificado.Rfc, certificado.Nombre, certificado.ValidFrom.UtcDateTime, certificado.ValidTo.UtcDateTime);
    }

    /// <summary>What a file in the place of the .cer is instead; null when it is a certificate.</summary>
    public static Problem? CheckCer(byte[] cer)
    {
        using var certificado = Certificado.Read(cer);
        if (certificado is null)
            return new Problem(FieldNames.Cer, $"{Instead(cer)}: aquí va el certificado (.cer) que descargaste del SAT.");
        return certificado.IsFiel ? new Problem(FieldNames.Cer, "Es el certificado de la e.firma (FIEL): aquí va el del sello digital (CSD).") : null;
    }

    /// <summary>What a file in the place of the .key is instead; null when it may be a key.</summary>
    public static Problem? CheckKey(byte[] key)
    {
        using var certificado = Certificado.Read(key);
        return certificado is null && IsDer(key)
            ? null
            : new Problem(
                FieldNames.Key,
                    $"{(certificado is null ? Instead(key) : "Es un certificado (.cer)")}: aquí va la llave privada (.key) que descargaste del SAT.");
    }

    private static string Instead(byte[] file) => IsDer(file) ? "El archivo no es un certificado" : $"El archivo {FileKinds.Says(FileKinds.Of(file))}";

    private static bool IsDer(byte[] file) => file is [0x30, >= 0x80, ..];

    public async Task<Result<Llave>> RunAsync(Guid emisorId, byte[] cer, byte[] key, string password, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var emisor = await db.Emisores().Include(row => row.Llaves).SingleOrDefaultAsync(row => row.Id == emisorId, ct);
        if (emisor is null)
            return new Problem("", "El emisor no existe en esta cuenta.");

        var now = clock.GetUtcNow();
        using var opened = Csd.Open(cer, key, password, emisor.Rfc, InForce(cer, now));
        if (opened.Csd is null)
            return opened.Findings.Select(finding => new Problem(FieldNames.Llave, $"{finding.Message} {finding.WhatToChange}", finding.Code)).ToList();

        var certificado = opened.Csd.Certificado;
        if (emisor.Llaves.Any(row => row.NoCertificado == certificado.NoCertificado))
            return new Problem(FieldNames.Llave, $"El certificado {certificado.NoCertificado} ya está cargado.");

        var id = Guid.CreateVersion7();
        var llave = new Llave
        {
            Id = id,
            EmisorId = emisor.Id,
            NoCertificado = certificado.NoCertificado,
            Cer = cer,
            Key = secrets.Encrypt(key, id),
            Password = secrets.Encrypt(Encoding.UTF8.GetBytes(password), id),
            ValidFrom = certificado.ValidFrom.UtcDateTime,
            ValidTo = certificado.ValidTo.UtcDateTime,
            LoadedAt = now.UtcDateTime,
        };
        db.Llaves().Add(llave);
        db.Record(emisor.Id, now.UtcDateTime, "Llave cargada", certificado.NoCertificado);
        await db.SaveChangesAsync(ct);
        return llave;
    }

    /// <summary>The instant to check at: now, or the first one of a certificate that is loaded ahead of its time.</summary>
    private static DateTimeOffset InForce(byte[] cer, DateTimeOffset now)
    {
        using var certificado = Certificado.Read(cer);
        return certificado is not null && certificado.ValidFrom > now ? certificado.ValidFrom : now;
    }
}
