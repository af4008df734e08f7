using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Honorario.Catalogos;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Printing;
using Honorario.Printing.Content;

namespace Honorario.Benchmarks;

/// <summary>Sealing against the bare signature that is in it.</summary>
[MemoryDiagnoser]
public class Sealing
{
    private readonly Csd _csd = Samples.OpenCsd();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly byte[] _cadena = Encoding.UTF8.GetBytes(CadenaOriginal.Of(Samples.Invoice(3)));
    private readonly Comprobante _document = Samples.Invoice(3);

    [Benchmark(Baseline = true)]
    public byte[] BareSignature() => _rsa.SignData(_cadena, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public SealedDocument BuildAndSeal() => Sealer.Seal(Samples.Invoice(3), _csd);

    [Benchmark]
    public SealedDocument SealOneOfABatch() => Sealer.Seal(_document, _csd);
}

/// <summary>Checking a file against the bare verification that is in it.</summary>
[MemoryDiagnoser]
public class Checking
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly byte[] _cadena;
    private readonly byte[] _signature;
    private readonly byte[] _xml;

    public Checking()
    {
        using var csd = Samples.OpenCsd();
        _xml = Sealer.Seal(Samples.Invoice(3), csd).Xml;
        _cadena = Encoding.UTF8.GetBytes(CadenaOriginal.Of(Samples.Invoice(3)));
        _signature = _rsa.SignData(_cadena, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    [Benchmark(Baseline = true)]
    public bool BareVerification() => _rsa.VerifyData(_cadena, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public CheckedXml CheckAndVerify() => CheckedXml.Of(_xml, Samples.Now);

    [Benchmark]
    public ReadResult Read() => CfdiReader.Read(_xml);
}

/// <summary>An invoice of many concepts: the time of one must not grow with their number.</summary>
[MemoryDiagnoser]
public class ManyConcepts
{
    private readonly Csd _csd = Samples.OpenCsd();

    [Params(500, 5_000)]
    public int Conceptos { get; set; }

    [Benchmark]
    public SealedDocument BuildAndSeal() => Sealer.Seal(Samples.Invoice(Conceptos), _csd);
}

/// <summary>A one-page PDF.</summary>
[MemoryDiagnoser]
public class Printing
{
    private readonly Comprobante _stamped = Samples.Stamped();

    [Benchmark]
    public byte[] OnePage() => PrintedInvoice.Render(_stamped, new PrintOptions());
}

/// <summary>Searching 150,000 keys.</summary>
public class Searching
{
    private readonly CatalogSample _sample = new(150_000);

    [Params("cirugia", "materiales esteril", "s", "odontolgia portatil")]
    public string Words { get; set; } = "";

    [Benchmark]
    public int Search() => _sample.Store.Search("c_ClaveProdServ", Words).Count;

    [GlobalCleanup]
    public void CleanUp() => _sample.Dispose();
}
