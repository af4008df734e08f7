using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Honorario.Web.Api.V1;

/// <summary>How the API writes JSON: camelCase, decimals as strings ("1200.50"), days as ISO 8601, instants in UTC, ids as UUIDs.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Set(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.Converters.Add(new DecimalText());
        options.Converters.Add(new JsonStringEnumConverter());
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }

    /// <summary>Written as a string, so that no reader makes it a binary number; read as a string or a number.</summary>
    private sealed class DecimalText : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetDecimal(),
            JsonTokenType.String when decimal.TryParse(
                reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) => read,
            _ => throw new JsonException("A decimal is written as \"1200.50\"."),
        };

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.00####", CultureInfo.InvariantCulture));
    }
}

/// <summary>The body of a call. What can't be read is told by its place in the body.</summary>
/// <param name="Value">What was sent.</param>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        if (context.Request.ContentLength == 0 || !context.Request.HasJsonContentType())
            throw new ApiException(400, "", "Falta el contenido de la petición, en JSON.", "The body of the request is missing; send JSON.");
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ApiJson.Options, context.RequestAborted) is { } value
                ? new Body<T>(value)
                : throw new JsonException("null");
        }
        catch (JsonException unreadable)
        {
            var field = Pointer(unreadable.Path ?? "");
            throw new ApiException(400, field, $"No se puede leer {(field.Length == 0 ? "el JSON" : field)}.", unreadable.Message);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    /// <summary>A path of the reader, "$.lines[0].code", as a JSON pointer.</summary>
    private static string Pointer(string path) =>
        path.TrimStart('$').Replace('[', '/').Replace("]", "", StringComparison.Ordinal).Replace('.', '/').Replace("'", "", StringComparison.Ordinal);
}
