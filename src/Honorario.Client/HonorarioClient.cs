using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Honorario.Client;

/// <summary>Calls <c>/api/v1</c> with a key of the practice. It may be used by several threads at once.</summary>
public sealed class HonorarioClient : IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DecimalText() },
    };

    private readonly HttpClient _http;

    /// <param name="root">Where the installation is.</param>
    /// <param name="key">As Configuración → Integraciones showed it.</param>
    /// <param name="http">How it is called; null for a client of its own.</param>
    public HonorarioClient(Uri root, string key, HttpClient? http = null)
    {
        _http = http ?? new HttpClient();
        _http.BaseAddress = new Uri(root, "api/v1/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<Listed<Emisor>> EmisoresAsync(CancellationToken ct = default) => GetAsync<Listed<Emisor>>("emisores", ct);

    public Task<Listed<Insurer>> InsurersAsync(CancellationToken ct = default) => GetAsync<Listed<Insurer>>("insurers", ct);

    public Task<VisitDone> RegisterVisitAsync(Visit visit, CancellationToken ct = default) => PostAsync<VisitDone>("services", visit, ct);

    /// <returns>The draft's id.</returns>
    public async Task<Guid> CreateInvoiceAsync(NewInvoice invoice, CancellationToken ct = default) => (await PostAsync<Done>("invoices", invoice, ct)).Id;

    public Task<Invoice> ChooseServicesAsync(Guid invoiceId, DateOnly from, DateOnly to, IReadOnlyList<Guid>? services = null,
        CancellationToken ct = default) =>
        PutAsync<Invoice>($"invoices/{invoiceId}/services", new { from, to, services }, null, ct);

    public Task<Invoice> InvoiceAsync(Guid invoiceId, CancellationToken ct = default) => GetAsync<Invoice>($"invoices/{invoiceId}", ct);

    /// <summary>Stamps a draft and waits for the PAC.</summary>
    /// <exception cref="TimeoutException">The PAC has not answered in two minutes; the invoice tells when it does.</exception>
    public async Task<Invoice> StampAsync(Guid invoiceId, CancellationToken ct = default)
    {
        await PostAsync<Invoice>($"invoices/{invoiceId}/stamp", null, ct);
        var end = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < end)
        {
            var invoice = await InvoiceAsync(invoiceId, ct);
            if (invoice.Uuid is not null || invoice.Rejection is not null)
                return invoice;
            await Task.Delay(200, ct);
        }

        throw new TimeoutException($"Invoice {invoiceId} still waits for the PAC.");
    }

    public Task<byte[]> XmlAsync(Guid documentId, CancellationToken ct = default) => _http.GetByteArrayAsync($"documents/{documentId}/xml", ct);

    public Task<byte[]> PdfAsync(Guid documentId, CancellationToken ct = default) => _http.GetByteArrayAsync($"documents/{documentId}/pdf", ct);

    /// <returns>The payment's id.</returns>
    public async Task<Guid> RegisterPaymentAsync(NewPayment payment, CancellationToken ct = default) => (await PostAsync<Done>("payments", payment, ct)).Id;

    /// <returns>The complemento's id, by which its files are.</returns>
    public async Task<Guid> CreateComplementAsync(Guid paymentId, CancellationToken ct = default) =>
        (await PostAsync<Done>($"payments/{paymentId}/complement", null, ct)).Id;

    public Task<T> GetAsync<T>(string path, CancellationToken ct = default) => SendAsync<T>(HttpMethod.Get, path, null, null, ct);

    public Task<T> PostAsync<T>(string path, object? body, CancellationToken ct = default) => SendAsync<T>(HttpMethod.Post, path, body, null, ct);

    /// <param name="match">The ETag of the read, where the operation wants it.</param>
    public Task<T> PutAsync<T>(string path, object body, string? match, CancellationToken ct = default) => SendAsync<T>(HttpMethod.Put, path, body, match, ct);

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, string? match, CancellationToken ct)
    {
        var once = Guid.NewGuid().ToString();
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = JsonContent.Create(body, body.GetType(), options: Json);
            if (method == HttpMethod.Post)
                request.Headers.Add("Idempotency-Key", once);
            if (match is not null)
                request.Headers.TryAddWithoutValidation("If-Match", match);
            try
            {
                using var answer = await _http.SendAsync(request, ct);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests && attempt < Tries)
                {
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
                    continue;
                }

                return answer.IsSuccessStatusCode
                    ? (await answer.Content.ReadFromJsonAsync<T>(Json, ct))!
                    : throw new HonorarioException((int)answer.StatusCode, await ProblemAsync(answer, ct));
            }
            catch (HttpRequestException) when (attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), ct);
            }
        }
    }

    private static async Task<Problem> ProblemAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<Problem>(Json, ct) ?? Problem.None;
        }
        catch (JsonException)
        {
            return Problem.None;
        }
    }

    /// <summary>Decimals travel as strings.</summary>
    private sealed class DecimalText : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetDecimal() : decimal.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>The API refused a call.</summary>
public sealed class HonorarioException(int status, Problem problem) : Exception($"{status}: {problem.Detail}")
{
    public int Status => status;

    public Problem Problem => problem;
}

/// <summary>Why (RFC 9457).</summary>
public sealed record Problem(string Type, string Title, string Detail, IReadOnlyList<Fault> Errors)
{
    internal static Problem None { get; } = new("about:blank", "", "", []);
}

/// <summary>One thing to mend: where, SAT's code, and both languages.</summary>
public sealed record Fault(string Field, string? Code, string Es, string En);

/// <summary>A page of a list; Next is null on the last one.</summary>
public sealed record Listed<T>(IReadOnlyList<T> Data, int Count, string? Next);

public sealed record Done(Guid Id);

public sealed record Emisor(Guid Id, string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal);

public sealed record Insurer(Guid Id, string Name, string Rfc, string Nombre);

/// <summary>A visit: of a patient that is known, or of a new one.</summary>
public sealed record Visit(Guid InsurerId, DateOnly Date, IReadOnlyList<VisitLine> Lines)
{
    public Guid? PatientId { get; init; }

    public NewPatient? NewPatient { get; init; }

    public string PolicyNumber { get; init; } = "";

    public string Authorization { get; init; } = "";

    /// <summary>A person has seen what is doubtful.</summary>
    public bool AcceptDoubts { get; init; }
}

/// <summary>CPT-4 code, price of one unit and copay of all, in pesos.</summary>
public sealed record VisitLine(string Code, decimal Price, int Units = 1, decimal Copay = 0);

public sealed record NewPatient(string Name, string Phone = "", string Email = "");

public sealed record VisitDone(IReadOnlyList<Guid> Ids, IReadOnlyList<string> Folios, Guid PatientId);

public sealed record NewInvoice(Guid EmisorId, Guid InsurerId, DateOnly IssueDate, string? ControlNumber = null);

/// <summary>An invoice and where it stands; amounts in pesos.</summary>
public sealed record Invoice(
    Guid Id, string ControlNumber, string Status, decimal SubTotal, decimal Total, decimal Paid, decimal Balance, string? Uuid, bool Stamping, string? Waiting,
    string? Rejection);

/// <summary>PaidAt is the wall clock at the emisor's place of issue; FormaPago is SAT's, 03 for a transfer.</summary>
public sealed record NewPayment(DateTime PaidAt, decimal Amount, IReadOnlyList<Share> Shares, string OperationNumber, string FormaPago = "03");

public sealed record Share(Guid InvoiceId, decimal Amount);
