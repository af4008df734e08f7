using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Pacientes;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Cfdi.Amounts;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>An emisor; names of SAT's fields as in the Anexo 20.</summary>
internal sealed record EmisorDoc(
    Guid Id, string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal, string Calle, string NumeroExterior, string NumeroInterior, string Colonia,
    string Municipio, IvaTreatment Iva, bool IvaIncluido, string Serie, int NextFolio, bool Frontera, string ImpuestoLocal, decimal ImpuestoLocalTasa,
    bool ImpuestoLocalRetenido, bool SociedadCivil)
{
    public static EmisorDoc Of(Emisor row) => new(
        row.Id, row.Rfc.Value, row.Nombre, row.RegimenFiscal, row.CodigoPostal.Value, row.Calle, row.NumeroExterior, row.NumeroInterior, row.Colonia,
        row.Municipio, row.Iva, row.IvaIncluido, row.Serie, row.NextFolio, row.Frontera, row.ImpuestoLocal, row.ImpuestoLocalTasa, row.ImpuestoLocalRetenido,
        row.SociedadCivil);
}

internal sealed record EmisorRequest(
    string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal, IvaTreatment Iva, string Serie, int NextFolio = 1, string Calle = "",
    string NumeroExterior = "", string NumeroInterior = "", string Colonia = "", string Municipio = "", bool Frontera = false, string ImpuestoLocal = "",
    decimal ImpuestoLocalTasa = 0, bool ImpuestoLocalRetenido = false, bool IvaIncluido = false, bool SociedadCivil = false)
{
    public EmisorForm ToForm() => new(
        Rfc, Nombre, RegimenFiscal, CodigoPostal, Calle, NumeroExterior, NumeroInterior, Colonia, Municipio, Iva, Serie, NextFolio)
    {
        IvaIncluido = IvaIncluido, Frontera = Frontera, SociedadCivil = SociedadCivil,
        ImpuestoLocal = ImpuestoLocal, ImpuestoLocalTasa = ImpuestoLocalTasa, ImpuestoLocalRetenido = ImpuestoLocalRetenido,
    };
}

/// <summary>A CSD: both files in base 64, and the password of the key.</summary>
internal sealed record CsdRequest(byte[] Cer, byte[] Key, string Password);

/// <summary>An aseguradora.</summary>
internal sealed record InsurerDoc(
    Guid Id, string Name, string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal, string UsoCfdi, bool WantsAuthorization,
    string ResidenciaFiscal,
    string NumRegIdTrib)
{
    public static InsurerDoc Of(Insurer row) => new(
        row.Id, row.Name, row.Rfc.Value, row.Nombre, row.RegimenFiscal, row.CodigoPostal.Value, row.UsoCfdi, row.WantsAuthorization, row.ResidenciaFiscal,
        row.NumRegIdTrib);
}

/// <summary>Another says that it is another one than that of the same name.</summary>
internal sealed record InsurerRequest(
    string Name, string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal, string UsoCfdi = "G03", bool WantsAuthorization = false,
    string ResidenciaFiscal = "", string NumRegIdTrib = "", bool Another = false)
{
    public InsurerForm ToForm() => new(Name, Rfc, Nombre, RegimenFiscal, CodigoPostal, UsoCfdi)
    {
        WantsAuthorization = WantsAuthorization, ResidenciaFiscal = ResidenciaFiscal, NumRegIdTrib = NumRegIdTrib, Another = Another,
    };
}

/// <summary>Who the insurer is now; null for itself again.</summary>
internal sealed record SuccessorRequest(Guid? InsurerId);

/// <summary>A patient with its policies.</summary>
internal sealed record PatientDoc(
    Guid Id, string Name, string Phone, string Email, DateOnly? BirthDate, IReadOnlyList<PolicyDoc> Policies, int Services, decimal Copays, decimal Paid,
    decimal Owed, int Version)
{
    public static PatientDoc Of(PatientView view) => new(
        view.Patient.Id, view.Patient.Name, view.Patient.Phone, view.Patient.Email, view.Patient.BirthDate,
        [.. view.Policies.Select(policy => new PolicyDoc(policy.Id, policy.InsurerId, policy.Number, policy.Plan))], view.Services, view.Copays, view.Paid,
        view.Owed, view.Patient.Version);
}

internal sealed record PolicyDoc(Guid? Id, Guid? InsurerId, string Number, string Plan = "");

/// <summary>Another says that it is another person than the one of the same e-mail.</summary>
internal sealed record PatientRequest(
    string Name, string Phone = "", string Email = "", DateOnly? BirthDate = null, IReadOnlyList<PolicyDoc>? Policies = null, bool Another = false)
{
    public PatientForm ToForm() => new(
        Name, Phone, Email, BirthDate, [.. (Policies ?? []).Select(policy => new PolicyForm(policy.Id, policy.InsurerId, policy.Number, policy.Plan))])
    {
        Another = Another,
    };
}

/// <summary>Emisores, aseguradoras and patients.</summary>
internal static class Parties
{
    public static void MapEmisores(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/emisores", Right.SeeInvoices, "listEmisores", "The RFCs that the practice bills with",
            async (ListEmisores emisores, CancellationToken ct) =>
            {
                var rows = await emisores.RunAsync(ct);
                return List(rows, EmisorDoc.Of);
            }).Gives<Listed<EmisorDoc>>();
        api.Op("GET", "/emisores/{id:guid}", Right.SeeInvoices, "getEmisor", "One emisor",
            async (Guid id, HttpContext context, ListEmisores emisores, CancellationToken ct) => Tagged(context, await EmisorAsync(id, emisores, ct)))
            .Gives<EmisorDoc>().Tagged();
        api.Op("POST", "/emisores", Right.KeepKeys, "createEmisor", "Adds an RFC", async (Body<EmisorRequest> body, EditEmisor edit, CancellationToken ct) =>
            Made(await edit.RunAsync(null, body.Value.ToForm(), ct), id => $"/api/v1/emisores/{id}")).Gives<Done>(201);
        api.Op("PUT", "/emisores/{id:guid}", Right.KeepKeys, "updateEmisor", "Changes what its Constancia says",
            async (Guid id, Body<EmisorRequest> body, HttpContext context, ListEmisores emisores, EditEmisor edit, CancellationToken ct) =>
            {
                Match(context, await EmisorAsync(id, emisores, ct));
                return Changed(await edit.RunAsync(id, body.Value.ToForm(), ct));
            }).Gives<Done>().Matched();
        api.Op("POST", "/emisores/{id:guid}/csd", Right.KeepKeys, "loadCsd", "Loads the CSD with which it seals",
            async (Guid id, Body<CsdRequest> body, ListEmisores emisores, LoadLlave load, CancellationToken ct) =>
            {
                if (await EmisorAsync(id, emisores, ct) is null)
                    throw Nothing();
                return Results.Json(new Done(Value(await load.RunAsync(id, body.Value.Cer, body.Value.Key, body.Value.Password, ct)).Id), ApiJson.Options);
            }).Gives<Done>();
    }

    public static void MapInsurers(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/insurers", Right.SeeSettings, "listInsurers", "The aseguradoras of the practice", async (EditInsurer edit, CancellationToken ct) =>
        {
            var rows = await edit.ListAsync(ct);
            return List(rows, InsurerDoc.Of);
        }).Gives<Listed<InsurerDoc>>();
        api.Op("GET", "/insurers/{id:guid}", Right.SeeSettings, "getInsurer", "One aseguradora",
            async (Guid id, HttpContext context, EditInsurer edit, CancellationToken ct) =>
                Tagged(context, await InsurerAsync(id, edit, ct))).Gives<InsurerDoc>().Tagged();
        api.Op("POST", "/insurers", Right.AgreePrices, "createInsurer", "Adds an aseguradora",
            async (Body<InsurerRequest> body, EditInsurer edit, CancellationToken ct) =>
                Made(await edit.RunAsync(null, body.Value.ToForm(), ct), id => $"/api/v1/insurers/{id}")).Gives<Done>(201);
        api.Op("PUT", "/insurers/{id:guid}", Right.AgreePrices, "updateInsurer", "Changes what its Constancia says",
            async (Guid id, Body<InsurerRequest> body, HttpContext context, EditInsurer edit, CancellationToken ct) =>
            {
                Match(context, await InsurerAsync(id, edit, ct));
                return Changed(await edit.RunAsync(id, body.Value.ToForm(), ct));
            }).Gives<Done>().Matched();
        api.Op("POST", "/insurers/{id:guid}/successor", Right.AgreePrices, "setSuccessor", "It merged or has another RFC: who it is from here on",
            async (Guid id, Body<SuccessorRequest> body, EditInsurer edit, InsurerIsNow now, CancellationToken ct) =>
            {
                _ = await InsurerAsync(id, edit, ct) ?? throw Nothing();
                return Changed(Value(await now.RunAsync(id, body.Value.InsurerId, ct)).InsurerId);
            }).Gives<Done>();
    }

    public static void MapPatients(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/patients", Right.SeePatients, "listPatients", "Patients by name, policy or phone",
            async (string? text, Guid? insurerId, bool? owing, string? cursor, ListPatients list, CancellationToken ct) => List(
                await list.RunAsync(new PatientFilter(text ?? "", insurerId, owing == true), Place.After(cursor), null, ct), row => row))
            .Gives<Listed<PatientRow>>();
        api.Op("GET", "/patients/{id:guid}", Right.SeePatients, "getPatient", "One patient",
            async (Guid id, HttpContext context, ViewPatient view, CancellationToken ct) =>
                Tagged(context, await PatientAsync(id, view, ct))).Gives<PatientDoc>().Tagged();
        api.Op("POST", "/patients", Right.EditPatients, "createPatient", "Adds a patient",
            async (Body<PatientRequest> body, EditPatient edit, CancellationToken ct) =>
                Made(await edit.RunAsync(null, 0, body.Value.ToForm(), ct), id => $"/api/v1/patients/{id}")).Gives<Done>(201);
        api.Op("PUT", "/patients/{id:guid}", Right.EditPatients, "updatePatient", "Changes a patient and its policies",
            async (Guid id, Body<PatientRequest> body, HttpContext context, ViewPatient view, EditPatient edit, CancellationToken ct) =>
            {
                var now = await PatientAsync(id, view, ct);
                Match(context, now);
                return Changed(await edit.RunAsync(id, now!.Version, body.Value.ToForm(), ct));
            }).Gives<Done>().Matched();
        api.Op("POST", "/patients/{id:guid}/merge", Right.EditPatients, "mergePatients", "Another patient turns out to be this one",
            async (Guid id, Body<Done> other, ViewPatient view, MergePatients merge, CancellationToken ct) =>
            {
                if (await view.RunAsync(id, ct) is null)
                    throw Nothing();
                return Changed(await merge.RunAsync(id, other.Value.Id, ct));
            }).Gives<Done>();
    }

    private static async Task<EmisorDoc?> EmisorAsync(Guid id, ListEmisores emisores, CancellationToken ct) =>
        await emisores.FindAsync(id, ct) is { } found ? EmisorDoc.Of(found.Emisor) : null;

    private static async Task<InsurerDoc?> InsurerAsync(Guid id, EditInsurer edit, CancellationToken ct) =>
        (await edit.ListAsync(ct)).FirstOrDefault(row => row.Id == id) is { } found ? InsurerDoc.Of(found) : null;

    private static async Task<PatientDoc?> PatientAsync(Guid id, ViewPatient view, CancellationToken ct) =>
        await view.RunAsync(id, ct) is { Patient.ErasedAt: null } found ? PatientDoc.Of(found) : null;
}
