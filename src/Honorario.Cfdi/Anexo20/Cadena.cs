using System.Text;
using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>
/// Takes the cadena original from the attributes of a tree, as written: the CFDI 4.0, Pagos 2.0 and the timbre in the order of
/// <see cref="Schema"/>, everything else in that of <see cref="CadenaTable"/>.
/// </summary>
internal sealed class Cadena
{
    /// <summary>
    /// Complements of older documents, which the style sheet of the CFDI 4.0 may not take: one of them that does not fit the seal
    /// is a doubt and no proof.
    /// </summary>
    private static readonly HashSet<string> Older =
    [
        "http://www.sat.gob.mx/Pagos", "http://www.sat.gob.mx/nomina", "http://www.sat.gob.mx/ecc", "http://www.sat.gob.mx/ecb",
        "http://www.sat.gob.mx/EstadoDeCuentaCombustible", "http://www.sat.gob.mx/psgcfdsp", "http://www.sat.gob.mx/psgecfd",
        "http://www.sat.gob.mx/spei", "http://www.sat.gob.mx/terceros", "http://www.sat.gob.mx/CartaPorte",
        "http://www.sat.gob.mx/ComercioExterior", "http://www.sat.gob.mx/consumodecombustibles", "http://www.sat.gob.mx/acreditamiento",
    ];

    /// <summary>Complements of which <see cref="Schema"/> says the order.</summary>
    private static readonly Node[] Described = [Schema.Pagos, Schema.ImpuestosLocales];

    private readonly StringBuilder _text = new("|", 2048);
    private List<SatElement>? _unknown;

    /// <summary>Between its bars: <c>||4.0|A|1|…||</c>.</summary>
    public string Text => _text.ToString();

    /// <summary>Complements for which SAT's order is not known: nothing of them is in the text.</summary>
    public IReadOnlyList<SatElement> Unknown => _unknown ?? [];

    /// <summary>Whether a complement is in the text of which it is not certain that SAT takes it.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>Of a whole document; null when it is none whose order is known.</summary>
    public static Cadena? OfDocument(SatElement root)
    {
        var cadena = new Cadena();
        if (root.Name == Schema.Comprobante.Name)
            cadena.Append(Schema.Comprobante, root);
        else if (SatDocument.Of(root) is { IsVerifiable: true } && CadenaTable.Of(root) is { } steps)
            cadena.Append(steps, root);
        else
            return null;
        cadena._text.Append("||");
        return cadena;
    }

    /// <summary>Of a stamp.</summary>
    public static string OfTimbre(SatElement timbre)
    {
        var cadena = new Cadena();
        cadena.Append(Schema.Timbre, timbre);
        return cadena._text.Append("||").ToString();
    }

    /// <summary>What a complement adds to that of its document; null when its order is not known.</summary>
    public static string? OfComplement(SatElement complement)
    {
        var cadena = new Cadena();
        cadena._text.Clear();
        cadena.AppendComplement(complement, Described, [Schema.Timbre]);
        return cadena._unknown is null ? cadena.Text : null;
    }

    /// <summary>Whether folding would leave it as it is; most texts have no white space at all.</summary>
    public static bool IsFolded(ReadOnlySpan<char> value) =>
        value.IndexOfAnyInRange('\t', ' ') < 0
        || (value.IndexOfAny('\t', '\r', '\n') < 0 && value[0] != ' ' && value[^1] != ' ' && value.IndexOf("  ") < 0);

    /// <summary>XPath's normalize-space: XML's four white spaces fold to one and are trimmed.</summary>
    public static string Fold(string value)
    {
        var folded = new StringBuilder(value.Length);
        AppendFolded(folded, value);
        return folded.ToString();
    }

    private void Append(Node node, SatElement element)
    {
        foreach (var part in node.Parts)
        {
            switch (part)
            {
                case AttributePart { InCadena: true } attribute when element.Attribute(attribute.Name) is { } present:
                    AppendFolded(_text.Append('|'), present.Value);
                    break;
                case ChildPart child:
                    AppendAll(child.Node, element);
                    break;
                case OpenPart open:
                    foreach (var container in element.Elements())
                    {
                        if (container.Name == open.Name)
                            AppendComplements(open, container);
                    }

                    break;
            }
        }
    }

    /// <summary>Each child that the node describes; walked by hand, for this is where sealing spends its time beside RSA.</summary>
    private void AppendAll(Node node, SatElement parent)
    {
        foreach (var child in parent.Elements())
        {
            if (child.Name == node.Name)
                Append(node, child);
        }
    }

    /// <summary>Everything in a container that the seal covers, in the order of the document.</summary>
    private void AppendComplements(OpenPart open, SatElement container)
    {
        if (!open.InCadena)
            return;
        foreach (var complement in container.Elements())
            AppendComplement(complement, open.Sealed, open.Unsealed);
    }

    private void AppendComplement(SatElement complement, Node[] covered, Node[] uncovered)
    {
        if (Array.Exists(uncovered, node => node.Name == complement.Name))
            return;
        if (Array.Find(covered, node => node.Name == complement.Name) is { } known)
        {
            Append(known, complement);
        }
        else if (CadenaTable.Of(complement) is { } steps)
        {
            IsDoubtful |= Older.Contains(complement.Name.NamespaceName);
            Append(steps, complement);
        }
        else
        {
            (_unknown ??= []).Add(complement);
        }
    }

    private void Append(Step[] steps, SatElement element)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case ValueStep value:
                    AppendValue(At(element, value.Path)?.Attribute(value.Name)?.Value, value.Wanted);
                    break;
                case TextStep text:
                    AppendValue(element.Value, text.Wanted);
                    break;
                case EachStep each:
                    AppendEach(each, element);
                    break;
            }
        }
    }

    private void AppendEach(EachStep each, SatElement element)
    {
        if (each.Path.Length == 0)
        {
            foreach (var child in element.Elements())
                AppendComplement(child, Described, [Schema.Timbre]);
            return;
        }

        var found = each.AnyDepth ? element.Descendants(each.Path[0]) : element.Elements(each.Path[0]);
        foreach (var name in each.Path.Skip(1))
            found = found.Elements(name);
        foreach (var one in found)
        {
            if ((each.Steps ?? CadenaTable.Of(one)) is { } steps)
                Append(steps, one);
        }
    }

    private void AppendValue(string? value, bool wanted)
    {
        if (value is not null || wanted)
            AppendFolded(_text.Append('|'), value ?? "");
    }

    private static SatElement? At(SatElement element, XName[] path)
    {
        SatElement? at = element;
        foreach (var name in path)
            at = at?.Element(name);
        return at;
    }

    private static void AppendFolded(StringBuilder cadena, string value)
    {
        if (IsFolded(value))
        {
            cadena.Append(value);
            return;
        }

        var start = cadena.Length;
        var gap = false;
        foreach (var letter in value)
        {
            if (letter is ' ' or '\t' or '\r' or '\n')
            {
                gap = cadena.Length > start;
                continue;
            }

            if (gap)
                cadena.Append(' ');
            gap = false;
            cadena.Append(letter);
        }
    }
}
