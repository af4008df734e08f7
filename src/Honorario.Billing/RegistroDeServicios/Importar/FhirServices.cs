using System.Globalization;
using System.Text.Json;
using System.Xml;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Honorario.Escritura;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>
/// Services out of FHIR R4 (JSON or XML): a Bundle, or one resource alone, with Patient, Coverage, Encounter, Procedure, ChargeItem and Claim.
/// What has a CPT code becomes a row like any other; what is not understood is named by its path.
/// </summary>
/// <remarks>Source: HL7 FHIR R4 (4.0.1). A Procedure has no price: the ChargeItem that refers to it has, and stands for both.</remarks>
public sealed class FhirServices
{
    private const string Cpt = "http://www.ama-assn.org/go/cpt";
    private const string CptOid = "urn:oid:2.16.840.1.113883.6.12";
    private const string Peso = "MXN";
    private const int MostIssues = 50;

    private readonly List<(string Path, Resource Resource)> _entries = [];
    private readonly Dictionary<string, Resource> _byReference = new(StringComparer.Ordinal);
    private readonly List<ServiceCells> _rows = [];
    private readonly List<Problem> _others = [];

    private FhirServices()
    {
    }

    /// <summary>Whether a file seems to be FHIR, by its first letters.</summary>
    public static bool Looks(ReadOnlySpan<byte> content)
    {
        var start = content[..Math.Min(content.Length, 4096)];
        return start.IndexOf("\"resourceType\""u8) >= 0 || start.IndexOf("http://hl7.org/fhir"u8) >= 0;
    }

    /// <param name="content">The file's bytes.</param>
    /// <returns>Its services as rows, and each part that is none, by its path.</returns>
    public static Result<(IReadOnlyList<ServiceCells> Rows, IReadOnlyList<Problem> NotUnderstood)> Read(byte[] content)
    {
        var reading = new FhirServices();
        if (reading.Parse(content) is not { } resource)
            return new Problem(FieldNames.File, "El archivo no se puede leer como FHIR R4: revisa que sea un Bundle en JSON o XML.");
        reading.Index(resource);
        reading.Walk();
        return (reading._rows, reading._others);
    }

    private Resource? Parse(byte[] content)
    {
        Resource? resource;
        IEnumerable<Hl7.Fhir.Utility.CodedException> issues;
        try
        {
            if (content.AsSpan().TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8))
            {
                using var xml = XmlReader.Create(
                    new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
                new FhirXmlDeserializer().TryDeserializeResource(xml, out resource, out issues);
            }
            else
            {
                var json = new Utf8JsonReader(content.AsSpan().TrimStart("\uFEFF"u8));
                new FhirJsonDeserializer().TryDeserializeResource(ref json, out resource, out issues);
            }
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or XmlException or FormatException or InvalidOperationException or DeserializationFailedException)
        {
            return null;
        }

        _others.AddRange(issues.Take(MostIssues).Select(issue => new Problem("", $"Algo no es FHIR R4 y no se leyó: {issue.Message}")));
        return resource;
    }

    private void Index(Resource resource)
    {
        if (resource is not Bundle bundle)
        {
            Enter(resource.TypeName, resource);
            return;
        }

        for (var at = 0; at < bundle.Entry.Count; at++)
        {
            var entry = bundle.Entry[at];
            if (entry.Resource is not { } inside)
                continue;
            Enter($"Bundle.entry[{at}].resource", inside);
            if (entry.FullUrl is { Length: > 0 } url)
                _byReference.TryAdd(url, inside);
            if (inside.Id is { Length: > 0 } id)
                _byReference.TryAdd($"{inside.TypeName}/{id}", inside);
        }
    }

    /// <summary>What a resource contains ("#patient-1") is known under the resource's own path, as others may call theirs alike.</summary>
    private void Enter(string path, Resource resource)
    {
        _entries.Add((path, resource));
        foreach (var inside in (resource as DomainResource)?.Contained ?? [])
        {
            if (inside.Id is { Length: > 0 } id)
                _byReference.TryAdd($"{path}#{id}", inside);
        }

        foreach (var reference in ReferencesOf(resource).Where(one => one.Reference?.StartsWith('#') == true))
            reference.Reference = path + reference.Reference;
    }

    private static IEnumerable<ResourceReference> ReferencesOf(Base element) => element is ResourceReference reference
        ? [reference]
        : element.EnumerateElements().SelectMany(one => one.Value switch
        {
            Base inside => ReferencesOf(inside),
            IEnumerable<Base> several => several.SelectMany(ReferencesOf),
            _ => [],
        });

    private void Walk()
    {
        var charged = _entries.Select(entry => entry.Resource).OfType<ChargeItem>().SelectMany(item => item.Service).Select(Resolve<Procedure>)
            .OfType<Procedure>().ToHashSet();
        foreach (var (path, resource) in _entries)
        {
            switch (resource)
            {
                case ChargeItem { Status: ChargeItem.ChargeItemStatus.NotBillable or ChargeItem.ChargeItemStatus.Aborted
                    or ChargeItem.ChargeItemStatus.EnteredInError } or Procedure { Status: EventStatus.NotDone or EventStatus.EnteredInError }
                    or Claim { Status: FinancialResourceStatusCodes.Cancelled or FinancialResourceStatusCodes.EnteredInError }:
                    _others.Add(new Problem($"{path}.status", $"{path}.status: dice que no se hizo o que no se cobra; se omite."));
                    break;
                case ChargeItem item:
                    Add(path, item);
                    break;
                case Procedure procedure when !charged.Contains(procedure):
                    Add(path, procedure);
                    break;
                case Claim claim:
                    Add(path, claim);
                    break;
                case Procedure or Patient or Coverage or Encounter or Organization or Practitioner or PractitionerRole or Location:
                    break;
                default:
                    _others.Add(new Problem(path, $"{path}: {resource.TypeName} no es un servicio; no se usa."));
                    break;
            }
        }

        if (_rows.Count == 0 && _others.Count == 0)
            _others.AddRange(_entries.Take(MostIssues).Select(entry => new Problem(entry.Path, $"{entry.Path}: {entry.Resource.TypeName} no es un servicio.")));
        if (_rows.Count == 0 && _others.Count == 0)
            _others.Add(new Problem(FieldNames.File, "El archivo no trae ningún recurso."));
    }

    private void Add(string path, ChargeItem item)
    {
        var procedure = item.Service.Select(Resolve<Procedure>).OfType<Procedure>().FirstOrDefault();
        var code = CodeOf(item.Code) ?? CodeOf(procedure?.Code);
        if (code is null)
        {
            NoCode($"{path}.code", item.Code);
            return;
        }

        var encounter = Resolve<Encounter>(item.Context) ?? Resolve<Encounter>(procedure?.Encounter);
        var row = Begin(Resolve<Patient>(item.Subject) ?? Resolve<Patient>(procedure?.Subject), item.Subject, coverage: null);
        Put(row, ServiceField.Folio, item.Identifier.Select(one => one.Value).FirstOrDefault(value => value?.Length > 0) ?? item.Id);
        Put(row, ServiceField.CPT4, code);
        When(row, item.Occurrence ?? procedure?.Performed ?? (DataType?)encounter?.Period ?? item.EnteredDateElement);
        Put(row, ServiceField.Realizo, item.Performer.Select(one => Named(one.Actor))
            .FirstOrDefault(name => name.Length > 0) ?? PerformerOf(procedure, encounter));
        var units = item.Quantity?.Value ?? 1;
        Put(row, ServiceField.Unidades, Number(units));
        Put(row, ServiceField.Monto, Pesos(item.PriceOverride, 1));
        _rows.Add(new ServiceCells(_rows.Count + 1, path, row));
    }

    private void Add(string path, Procedure procedure)
    {
        if (CodeOf(procedure.Code) is not { } code)
        {
            NoCode($"{path}.code", procedure.Code);
            return;
        }

        var encounter = Resolve<Encounter>(procedure.Encounter);
        var row = Begin(Resolve<Patient>(procedure.Subject), procedure.Subject, coverage: null);
        Put(row, ServiceField.Folio, procedure.Identifier.Select(one => one.Value).FirstOrDefault(value => value?.Length > 0) ?? procedure.Id);
        Put(row, ServiceField.CPT4, code);
        When(row, procedure.Performed ?? (DataType?)encounter?.Period);
        Put(row, ServiceField.Realizo, PerformerOf(procedure, encounter));
        Put(row, ServiceField.Monto, "");
        _rows.Add(new ServiceCells(_rows.Count + 1, path, row));
    }

    private void Add(string path, Claim claim)
    {
        var insurance = claim.Insurance.Find(one => one.Focal == true) ?? claim.Insurance.FirstOrDefault();
        var number = claim.Identifier.Select(one => one.Value).FirstOrDefault(value => value?.Length > 0) ?? claim.Id;
        for (var at = 0; at < claim.Item.Count; at++)
        {
            var (item, place) = (claim.Item[at], $"{path}.item[{at}]");
            if (CodeOf(item.ProductOrService, item.Modifier) is not { } code)
            {
                NoCode($"{place}.productOrService", item.ProductOrService);
                continue;
            }

            var row = Begin(Resolve<Patient>(claim.Patient), claim.Patient, Resolve<Coverage>(insurance?.Coverage));
            if (!row.ContainsKey(ServiceField.Aseguradora) && Named(claim.Insurer) is { Length: > 0 } insurer)
                row[ServiceField.Aseguradora] = insurer;
            if (number?.Length > 0)
                row[ServiceField.Folio] = claim.Item.Count == 1 ? number : $"{number}-{item.Sequence ?? at + 1}";
            Put(row, ServiceField.CPT4, code);
            When(row, item.Serviced ?? (DataType?)claim.BillablePeriod ?? claim.CreatedElement);
            Put(row, ServiceField.Realizo, Named(claim.Provider));
            Put(row, ServiceField.Autorizacion, insurance?.PreAuthRef.FirstOrDefault());
            var units = item.Quantity?.Value ?? 1;
            Put(row, ServiceField.Unidades, Number(units));
            Put(row, ServiceField.Monto, item.Net is not null ? Pesos(item.Net, 1) : Pesos(item.UnitPrice, units));
            _rows.Add(new ServiceCells(_rows.Count + 1, place, row));
        }
    }

    /// <summary>Who it is and under which policy: the coverage named, else the one of which the patient is the beneficiary.</summary>
    private Dictionary<ServiceField, string> Begin(Patient? patient, ResourceReference? reference, Coverage? coverage)
    {
        var row = new Dictionary<ServiceField, string>();
        Put(row, ServiceField.Paciente, patient is null ? reference?.Display : NameOf(patient.Name));
        Put(row, ServiceField.Telefono, patient?.Telecom.Find(one => one.System == ContactPoint.ContactPointSystem.Phone)?.Value);
        Put(row, ServiceField.Correo, patient?.Telecom.Find(one => one.System == ContactPoint.ContactPointSystem.Email)?.Value);
        coverage ??= _entries.Select(entry => entry.Resource).OfType<Coverage>()
            .FirstOrDefault(one => patient is not null && Resolve<Patient>(one.Beneficiary) == patient);
        if (coverage is null)
            return row;
        Put(row, ServiceField.Aseguradora, coverage.Payor.Select(Named).FirstOrDefault(name => name.Length > 0));
        Put(row, ServiceField.Poliza, coverage.SubscriberId ?? coverage.Identifier.Select(one => one.Value).FirstOrDefault());
        Put(row, ServiceField.Plan, coverage.Class.Find(one => one.Type?.Coding.Any(coding => coding.Code == "plan") == true) is { } plan
            ? plan.Name ?? plan.Value : null);
        var copay = coverage.CostToBeneficiary.Find(one => one.Type?.Coding.Any(coding => coding.Code == "copay") == true)?.Value as Money;
        Put(row, ServiceField.Copago, copay is null ? null : Pesos(copay, 1));
        return row;
    }

    private static string? CodeOf(CodeableConcept? concept, IEnumerable<CodeableConcept>? modifiers = null)
    {
        var code = concept?.Coding.Find(coding => coding.System is Cpt or CptOid)?.Code;
        if (string.IsNullOrWhiteSpace(code))
            return null;
        var also = (modifiers ?? []).Select(one => one.Coding.Find(coding => coding.System is Cpt or CptOid)?.Code).Where(one => one?.Length == 2);
        return string.Join('-', [code, .. also]);
    }

    private void NoCode(string path, CodeableConcept? concept)
    {
        var said = concept?.Text ?? concept?.Coding.Select(coding => coding.Code ?? coding.Display).FirstOrDefault();
        _others.Add(new Problem(path, $"{path}: {(said is null ? "no trae código" : $"«{said}» no es un código CPT")}; se omite."));
    }

    private static void When(Dictionary<ServiceField, string> row, DataType? when)
    {
        var text = when switch
        {
            FhirDateTime instant => instant.Value,
            Date day => day.Value,
            Period period => period.Start,
            Timing timing => timing.Event.FirstOrDefault(),
            _ => null,
        };
        if (text is null)
            return;
        Put(row, ServiceField.Fecha, text.Length >= 10 ? text[..10] : text);
        if (text.Length >= 16)
            Put(row, ServiceField.Hora, text[11..16]);
    }

    /// <summary>An amount of another currency keeps its name, so that nobody takes it for pesos.</summary>
    private static string Pesos(Money? money, decimal times)
    {
        if (money?.Value is not { } value)
            return "";
        var text = Number(value * times);
        return money.Currency is { } currency && currency.ToString() is var name && !name.Equals(Peso, StringComparison.OrdinalIgnoreCase) ? $"{text} {name}"
            : text;
    }

    private string PerformerOf(Procedure? procedure, Encounter? encounter) =>
        procedure?.Performer.Select(one => Named(one.Actor)).FirstOrDefault(name => name.Length > 0)
        ?? encounter?.Participant.Select(one => Named(one.Individual)).FirstOrDefault(name => name.Length > 0)
        ?? "";

    /// <summary>The name that a reference shows, or that what it refers to has.</summary>
    private string Named(ResourceReference? reference) => reference is null ? "" : Resolve<Resource>(reference) switch
    {
        Organization organization => organization.Name ?? reference.Display ?? "",
        Practitioner practitioner => NameOf(practitioner.Name),
        PractitionerRole role => role.Practitioner?.Display ?? "",
        Patient patient => NameOf(patient.Name),
        _ => reference.Display ?? "",
    };

    private static string NameOf(List<HumanName> names)
    {
        var name = names.Find(one => one.Use == HumanName.NameUse.Official) ?? names.FirstOrDefault();
        return name is null ? "" : name.Text ?? string.Join(' ', name.Given.Append(name.Family).Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private T? Resolve<T>(ResourceReference? reference)
        where T : Resource => reference?.Reference is { Length: > 0 } to && _byReference.TryGetValue(to, out var found) ? found as T : null;

    private static void Put(Dictionary<ServiceField, string> row, ServiceField field, string? text)
    {
        if (text is not null)
            row[field] = Pasted.Name(text);
    }

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
