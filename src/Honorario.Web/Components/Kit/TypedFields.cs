using Honorario.Escritura;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Honorario.Web.Components.Kit;

/// <summary>An amount in pesos.</summary>
public sealed class MoneyField : TypedField<decimal?>
{
    protected override string Mark => "$";

    protected override InputMode Keyboard => InputMode.@decimal;

    protected override Reading<decimal?> Read(string text) => TypedMoney.Read(text).Map(pesos => (decimal?)pesos);

    protected override string Write(decimal? value) => value is { } pesos ? TypedMoney.Write(pesos) : "";
}

/// <summary>A percentage: 16 for 16%.</summary>
public sealed class PercentField : TypedField<decimal?>
{
    protected override InputMode Keyboard => InputMode.@decimal;

    protected override Reading<decimal?> Read(string text) => TypedPercent.Read(text).Map(percent => (decimal?)percent);

    protected override string Write(decimal? value) => value is { } percent ? TypedPercent.Write(percent) : "";
}

/// <summary>Pesos for a dollar.</summary>
public sealed class RateField : TypedField<decimal?>
{
    protected override string Mark => "$";

    protected override InputMode Keyboard => InputMode.@decimal;

    protected override string Example => "18.2034";

    protected override Reading<decimal?> Read(string text) => TypedRate.Read(text).Map(rate => (decimal?)rate);

    protected override string Write(decimal? value) => value is { } rate ? TypedRate.Write(rate) : "";
}

/// <summary>A whole number of zero or more.</summary>
public sealed class WholeField : TypedField<int?>
{
    protected override InputMode Keyboard => InputMode.numeric;

    protected override Reading<int?> Read(string text) => TypedWhole.Read(text).Map(number => (int?)number);

    protected override string Write(int? value) => value is { } number ? TypedWhole.Write(number) : "";
}

/// <summary>An hour of the day, "14:30".</summary>
public sealed class TimeField : TypedField<string>
{
    protected override string Nothing => "";

    protected override string Example => "14:30";

    protected override Reading<string> Read(string text) => TypedTime.Read(text).Map(TypedTime.Write);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>An RFC: its thirteen or twelve characters.</summary>
public sealed class RfcField : TypedField<string>
{
    protected override string Nothing => "";

    protected override Reading<string> Read(string text) => TypedRfc.Read(text).Map(rfc => rfc.Value);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>A CLABE: its eighteen digits.</summary>
public sealed class ClabeField : TypedField<string>
{
    protected override string Nothing => "";

    protected override InputMode Keyboard => InputMode.numeric;

    protected override string? Hint => Cfdi.Clabe.TryParse(Value, out var clabe) ? clabe.Bank?.Name ?? "Banco no reconocido" : null;

    protected override Reading<string> Read(string text) => TypedClabe.Read(text).Map(clabe => clabe.Value);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>A postal code: its five digits.</summary>
public sealed class PostalCodeField : TypedField<string>
{
    protected override string Nothing => "";

    protected override InputMode Keyboard => InputMode.numeric;

    protected override Reading<string> Read(string text) => TypedPostalCode.Read(text).Map(code => code.Value);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>A folio fiscal.</summary>
public sealed class UuidField : TypedField<string>
{
    protected override string Nothing => "";

    protected override Reading<string> Read(string text) => TypedUuid.Read(text).Map(uuid => uuid.Value);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>One e-mail address.</summary>
public sealed class EmailField : TypedField<string>
{
    protected override string Nothing => "";

    protected override InputMode Keyboard => InputMode.email;

    protected override Reading<string> Read(string text) => TypedEmail.Read(text);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>A telephone number: its ten digits.</summary>
public sealed class PhoneField : TypedField<string>
{
    protected override string Nothing => "";

    protected override InputMode Keyboard => InputMode.tel;

    protected override Reading<string> Read(string text) => TypedPhone.Read(text);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>A folio, control number or number of operation.</summary>
public sealed class FolioField : TypedField<string>
{
    /// <summary>How many characters it may have.</summary>
    [Parameter]
    public int Longest { get; set; } = 100;

    protected override string Nothing => "";

    protected override Reading<string> Read(string text) => TypedFolio.Read(text, Longest);

    protected override string Write(string? value) => value ?? "";
}

/// <summary>A name as SAT registers it; says when what was pasted had to be changed.</summary>
public sealed class NameField : TypedField<string>
{
    protected override string Nothing => "";

    protected override Reading<string> Read(string text) => TypedName.Read(text);

    protected override string Write(string? value) => value ?? "";
}
