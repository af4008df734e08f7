using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Honorario.Benchmarks;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

using var csd = Samples.OpenCsd();
using var rsa = RSA.Create(2048);
var text = Encoding.UTF8.GetBytes(new string('x', 900));
var doc = Samples.Invoice(3);
var xml = Sealer.Seal(doc, csd).Xml;
var root = SafeXml.Load(xml).Root!;
Console.WriteLine(xml.Length);
static double Us(Action a)
{
    for (int i = 0; i < 300; i++) a();
    var best = double.MaxValue;
    for (int k = 0; k < 5; k++)
    {
        var n = 400; var t = Stopwatch.GetTimestamp();
        for (int i = 0; i < n; i++) a();
        best = Math.Min(best, Stopwatch.GetElapsedTime(t).TotalMicroseconds / n);
    }
    return best;
}
var sig = rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
var cert = Certificado.Read(csd.Certificado.Der)!;
var c = CadenaOriginal.Of(root);
void P(string n, Action a) => Console.WriteLine($"{n,-20} {Us(a):0.0} us");
for (int r = 0; r < 2; r++)
{
P("sign", () => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
P("build", () => Samples.Invoice(3));
P("build+seal", () => Sealer.Seal(Samples.Invoice(3), csd));
P("toxml", () => CfdiWriter.ToXml(doc));
P("cadena", () => CadenaOriginal.Of(root));
P("write", () => CfdiWriter.Write(root));
P("csd.sign", () => csd.Sign(c));
P("verify", () => rsa.VerifyData(text, sig, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
P("readcert", () => Certificado.Read(csd.Certificado.Der)!.Dispose());
P("verifies", () => cert.Verifies(c, root.Attribute("Sello")!.Value));
P("load", () => SafeXml.Load(xml));
P("seal verify", () => SealVerifier.Seal(root));
P("structure", () => Structure.Check(root));
P("preflight", () => Preflight.Check(root, Samples.Now));
P("read", () => CfdiReader.Read(xml));
}
