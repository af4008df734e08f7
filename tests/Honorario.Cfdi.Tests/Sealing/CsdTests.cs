using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Honorario.Cfdi.Sealing;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Sealing;

public class CsdTests
{
    private const string Password = "12345678a";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);
    private static readonly Rfc Owner = Rfc.Parse("EKU9003173C9");
    private static readonly CertificateFiles Files = Make();

    [Theory]
    [InlineData("EKU9003173C9")]
    [InlineData("CACX7605101P8")]
    public void The_CSDs_that_SAT_publishes_for_tests_open_within_their_validity(string rfc)
    {
        var cer = File.ReadAllBytes(SharedFolder.Sat("csd", $"CSD_{rfc}.cer"));
        var key = File.ReadAllBytes(SharedFolder.Sat("csd", $"CSD_{rfc}.key"));
        using var certificado = Certificado.Read(cer)!;

        using var opened = Csd.Open(cer, key, Password, Rfc.Parse(rfc), certificado.ValidFrom.AddDays(1));

        opened.Findings.Should().BeEmpty();
        certificado.Verifies("||4.0||", opened.Csd!.Sign("||4.0||")).Should().BeTrue();
        certificado.Verifies("||4.1||", opened.Csd.Sign("||4.0||")).Should().BeFalse();
    }

    [Fact]
    public void Each_failure_has_its_own_finding()
    {
        var other = Make();
        var fiel = Make(use: CertificateUse.Fiel);

        Codes(Files.Cer, Files.Key).Should().BeEmpty();
        Codes("no es"u8.ToArray(), Files.Key).Should().Equal("CSD-CER");
        Codes(Files.Cer, "no es"u8.ToArray()).Should().Equal("CSD-KEY");
        Codes(Files.Key, Files.Cer).Should().Equal("CSD-INTERCAMBIADOS");
        Codes(Files.Cer, Files.Key, password: "12345678A").Should().Equal("CSD-CONTRASEÑA");
        Codes(Files.Cer, Files.Key, password: "").Should().Equal("CSD-CONTRASEÑA");
        Codes(Files.Cer, other.Key).Should().Equal("CSD-PAR");
        Codes(fiel.Cer, fiel.Key).Should().Equal("CSD-FIEL");
        Codes(Files.Cer, Files.Key, now: Now.AddYears(5)).Should().Equal("CSD-VIGENCIA");
        Codes(Files.Cer, Files.Key, now: Now.AddYears(-5)).Should().Equal("CSD-VIGENCIA");
        Codes(Files.Cer, Files.Key, rfc: "CACX7605101P8").Should().Equal("CSD-RFC");
        Codes(fiel.Cer, other.Key, rfc: "CACX7605101P8", now: Now.AddYears(5)).Should().Equal("CSD-PAR", "CSD-FIEL", "CSD-VIGENCIA", "CSD-RFC");
    }

    [Theory]
    [InlineData(1_000_001)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    public void A_key_that_wants_endless_rounds_is_refused_untried(long rounds) => Codes(Files.Cer, KeyWith(rounds, depth: 0)).Should().Equal("CSD-KEY");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_key_with_no_rounds_does_not_open(long rounds) => Codes(Files.Cer, KeyWith(rounds, depth: 0)).Should().Equal("CSD-CONTRASEÑA");

    [Fact]
    public void A_key_of_endlessly_nested_parameters_is_refused() => Codes(Files.Cer, KeyWith(2048, depth: 900)).Should().Equal("CSD-KEY");

    [Fact]
    public void Lengths_that_promise_more_than_there_is_are_refused()
    {
        foreach (var length in (byte[][])[[0x80], [0x84, 0x7F, 0xFF, 0xFF, 0xFF], [0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFF]])
        {
            byte[] der = [0x30, .. length, .. Files.Cer[4..]];
            Certificado.Read(der).Should().BeNull();
            Codes(Files.Cer, [0x30, .. length, .. Files.Key[4..]]).Should().Equal("CSD-KEY");
        }
    }

    [Fact]
    public void A_certificate_with_a_key_larger_than_any_of_SATs_is_refused()
    {
        using var key = RSA.Create();
        key.ImportParameters(new RSAParameters { Modulus = [0xC0, .. new byte[1022], 0x01], Exponent = [1, 0, 1] });
        using var signer = RSA.Create(2048);
        var request = new CertificateRequest(new X500DistinguishedName("CN=X"), new PublicKey(key), HashAlgorithmName.SHA256);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=Y"), X509SignatureGenerator.CreateForRSA(signer, RSASignaturePadding.Pkcs1), Now, Now.AddYears(1),
            "30001000000500003416"u8);

        Certificado.Read(certificate.RawData).Should().BeNull();
    }

    [Fact]
    public void A_key_larger_than_any_of_SATs_is_refused_untried() => Codes(Files.Cer, [.. Files.Key, .. new byte[8000]]).Should().Equal("CSD-KEY");

    [Theory]
    [InlineData("")]
    [InlineData("no es base64")]
    [InlineData("AAAA")]
    public void What_is_no_seal_verifies_nothing(string sello)
    {
        using var certificado = Certificado.Read(Files.Cer)!;

        certificado.Verifies("||4.0||", sello).Should().BeFalse();
        certificado.Verifies("||4.0||", string.Concat(Enumerable.Repeat("AAAA", 1_000_000))).Should().BeFalse();
    }

    [Fact]
    public void Seals_of_many_documents_are_made_and_verified_at_once_with_one_certificate()
    {
        using var csd = Csd.Open(Files.Cer, Files.Key, Password, Owner, Now).Csd!;

        Enumerable.Range(0, 400).AsParallel().Select(one => csd.Certificado.Verifies(
            $"||{one}||", csd.Sign($"||{one}||"))).Should().OnlyContain(valid => valid);
    }

    private static IEnumerable<string> Codes(byte[] cer, byte[] key, string password = Password, string? rfc = null, DateTimeOffset? now = null)
    {
        using var opened = Csd.Open(cer, key, password, rfc is null ? Owner : Rfc.Parse(rfc), now ?? Now);
        (opened.Csd is null).Should().Be(opened.Findings.Count > 0);
        return opened.Findings.Select(finding => finding.Code);
    }

    private static CertificateFiles Make(CertificateUse use = CertificateUse.Csd) =>
        SelfIssued.Create(Owner, "ESCUELA KEMPER URGATE", "30001000000500003416", Now.AddYears(-1), Now.AddYears(1), Password, use);

    /// <summary>An EncryptedPrivateKeyInfo whose password takes so many rounds to check, within so many needless sequences.</summary>
    private static byte[] KeyWith(long rounds, int depth)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            using (der.PushSequence())
            {
                der.WriteObjectIdentifier(Pbes2);
                for (var level = 0; level < depth; level++)
                    der.PushSequence();
                using (der.PushSequence())
                {
                    using (der.PushSequence())
                    {
                        der.WriteObjectIdentifier(Pbkdf2);
                        using (der.PushSequence())
                        {
                            der.WriteOctetString(Encoding.ASCII.GetBytes("saltsalt"));
                            der.WriteInteger(rounds);
                        }
                    }

                    using (der.PushSequence())
                    {
                        der.WriteObjectIdentifier("1.2.840.113549.3.7");
                        der.WriteOctetString(new byte[8]);
                    }
                }

                for (var level = 0; level < depth; level++)
                    der.PopSequence();
            }

            der.WriteOctetString(new byte[64]);
        }

        return der.Encode();
    }
}
