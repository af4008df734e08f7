using Honorario.Billing;
using Honorario.Billing.Pacientes;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Pacientes;

/// <summary>"Pacientes" as its address says it; the page and its file read the same words.</summary>
public sealed record PacientesFiltro(string? Texto, string? Aseguradora, string? Deben, string? Orden, string? Pagina)
{
    /// <summary>What <see cref="Deben"/> says when only those who owe are wanted.</summary>
    public const string Yes = "1";

    public PatientFilter Filter => new(Texto ?? "", Query.Id(Aseguradora), Deben == Yes);

    public Order<PatientColumn>? Order => Query.Order<PatientColumn>(Orden);

    public bool Narrows => !string.IsNullOrEmpty(Texto) || Aseguradora is not null || Deben == Yes;

    public string In(string path) =>
        Query.Address(path, ("texto", Texto), ("aseguradora", Aseguradora), ("deben", Deben), ("orden", Orden), ("pagina", Pagina));
}
