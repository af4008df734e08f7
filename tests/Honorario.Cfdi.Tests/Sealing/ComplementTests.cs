using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Sealing;

/// <summary>Documents with SAT's complements, sealed by openssl over cadenas written by hand.</summary>
public class ComplementTests
{
    private const string Password = "12345678a";
    private const string Sealed = "CSD_CACX7605101P8";

    private static readonly Certificado Csd = Certificado.Read(File.ReadAllBytes(SharedFolder.Sat("csd", Sealed + ".cer")))!;

    /// <summary>A complement as XML and what it adds to the cadena.</summary>
    public static TheoryData<string, string, string> Complements => new()
    {
        {
            "implocal",
            """
            <l:ImpuestosLocales xmlns:l="http://www.sat.gob.mx/implocal" version="1.0" TotaldeTraslados="5.00" TotaldeRetenciones="20.00">
              <l:RetencionesLocales Importe="20.00" TasadeRetencion="2.00" ImpLocRetenido="Impuesto  cedular" />
              <l:TrasladosLocales ImpLocTrasladado="Obra" TasadeTraslado="0.50" Importe="5.00" />
            </l:ImpuestosLocales>
            """,
            "|1.0|20.00|5.00|Impuesto cedular|2.00|20.00|Obra|0.50|5.00"
        },
        {
            "leyendasFisc",
            """
            <leyendasFisc:LeyendasFiscales xmlns:leyendasFisc="http://www.sat.gob.mx/leyendasFiscales" version="1.0">
              <leyendasFisc:Leyenda textoLeyenda="Uno &amp; dos" norma="Art. 5" disposicionFiscal="LIVA" />
              <leyendasFisc:Leyenda textoLeyenda="Tres" />
            </leyendasFisc:LeyendasFiscales>
            """,
            "|1.0|LIVA|Art. 5|Uno & dos|Tres"
        },
        {
            "donat",
            """
            <donat:Donatarias xmlns:donat="http://www.sat.gob.mx/donat" leyenda="Deducible" version="1.1" fechaAutorizacion="2020-01-31" noAutorizacion="325" />
            """,
            "|1.1|325|2020-01-31|Deducible"
        },
        {
            "nomina12",
            """
            <n:Nomina xmlns:n="http://www.sat.gob.mx/nomina12" Version="1.2" TipoNomina="O" FechaPago="2026-03-01" FechaInicialPago="2026-02-01"
                FechaFinalPago="2026-02-28" NumDiasPagados="28" TotalPercepciones="100.00" TotalDeducciones="10.00">
              <n:Emisor RegistroPatronal="A1" />
              <n:Receptor Curp="XXXX000101HDFXXX01" Antigüedad="P4W" TipoContrato="01" TipoRegimen="02" NumEmpleado="7" PeriodicidadPago="05" ClaveEntFed="CMX" />
              <n:Percepciones TotalSueldos="100.00" TotalGravado="100.00" TotalExento="0.00">
                <n:Percepcion TipoPercepcion="001" Clave="1" Concepto="Sueldo" ImporteGravado="100.00" ImporteExento="0.00" />
              </n:Percepciones>
              <n:Deducciones TotalImpuestosRetenidos="10.00"><n:Deduccion TipoDeduccion="002" Clave="2" Concepto="ISR" Importe="10.00" /></n:Deducciones>
              <n:OtrosPagos><n:OtroPago TipoOtroPago="002" Clave="3" Concepto="Subsidio" Importe="0.00"><n:SubsidioAlEmpleo SubsidioCausado="0.00" /></n:OtroPago></n:OtrosPagos>
            </n:Nomina>
            """,
            "|1.2|O|2026-03-01|2026-02-01|2026-02-28|28|100.00|10.00|A1|XXXX000101HDFXXX01|P4W|01|02|7|05|CMX|100.00|100.00|0.00"
            + "|001|1|Sueldo|100.00|0.00|10.00|002|2|ISR|10.00|002|3|Subsidio|0.00|0.00"
        },
        {
            "cartaporte31",
            """
            <c:CartaPorte xmlns:c="http://www.sat.gob.mx/CartaPorte31" Version="3.1" IdCCP="CCC1" TranspInternac="No" TotalDistRec="10">
              <c:Ubicaciones><c:Ubicacion TipoUbicacion="Origen" RFCRemitenteDestinatario="XAXX010101000" FechaHoraSalidaLlegada="2026-03-01T10:00:00">
                <c:Domicilio Calle="Uno" Estado="CMX" Pais="MEX" CodigoPostal="06600" /></c:Ubicacion></c:Ubicaciones>
              <c:Mercancias PesoBrutoTotal="1" UnidadPeso="KGM" NumTotalMercancias="1">
                <c:Mercancia BienesTransp="42142500" Descripcion="Aguja" Cantidad="1" ClaveUnidad="H87" PesoEnKg="1" />
                <c:Autotransporte PermSCT="TPAF01" NumPermisoSCT="X"><c:IdentificacionVehicular ConfigVehicular="VL" PesoBrutoVehicular="1" PlacaVM="ABC123" AnioModeloVM="2020" />
                  <c:Seguros AseguraRespCivil="S" PolizaRespCivil="9" /></c:Autotransporte></c:Mercancias>
              <c:FiguraTransporte><c:TiposFigura TipoFigura="01" NombreFigura="N" /></c:FiguraTransporte>
            </c:CartaPorte>
            """,
            "|3.1|CCC1|No|10|Origen|XAXX010101000|2026-03-01T10:00:00|Uno|CMX|MEX|06600|1|KGM|1|42142500|Aguja|1|H87|1"
            + "|TPAF01|X|VL|1|ABC123|2020|S|9|01|N"
        },
        {
            "ine",
            """
            <ine:INE xmlns:ine="http://www.sat.gob.mx/ine" Version="1.1" TipoProceso="Ordinario" TipoComite="Ejecutivo Estatal">
              <ine:Entidad ClaveEntidad="GUA"><ine:Contabilidad IdContabilidad="123" /></ine:Entidad></ine:INE>
            """,
            "|1.1|Ordinario|Ejecutivo Estatal|GUA|123"
        },
        {
            "registrofiscal",
            """<registrofiscal:CFDIRegistroFiscal xmlns:registrofiscal="http://www.sat.gob.mx/registrofiscal" Folio="77" Version="1.0" />""",
            "|1.0|77"
        },
        {
            "valesdedespensa",
            """
            <v:ValesDeDespensa xmlns:v="http://www.sat.gob.mx/valesdedespensa" version="1.0" tipoOperacion="monedero electrónico" numeroDeCuenta="1" total="5">
              <v:Conceptos><v:Concepto identificador="1" fecha="2026-03-01T00:00:00" rfc="R" curp="C" nombre="N" importe="5" /></v:Conceptos></v:ValesDeDespensa>
            """,
            "|1.0|monedero electrónico|1|5|1|2026-03-01T00:00:00|R|C|N|5"
        },
        {
            "aerolineas",
            """
            <a:Aerolineas xmlns:a="http://www.sat.gob.mx/aerolineas" Version="1.0" TUA="10"><a:OtrosCargos TotalCargos="3">
              <a:Cargo CodigoCargo="YQ" Importe="3" /></a:OtrosCargos></a:Aerolineas>
            """,
            "|1.0|10|3|YQ|3"
        },
    };

    [Theory]
    [MemberData(nameof(Complements))]
    public void A_seal_over_a_complement_is_valid_and_a_change_in_it_is_noticed(string name, string complement, string adds)
    {
        var root = Issue(complement, adds, "", "");

        CadenaOriginal.Of(root).Should().Be(Cadena(adds, ""), "of {0}", name);
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        var inside = root.Descendants().Where(element => element.Name.NamespaceName.StartsWith("http://www.sat.gob.mx/", StringComparison.Ordinal)
            && element.Name.Namespace != root.Name.Namespace).ToList();
        inside[^1].Attributes().Last(attribute => !attribute.IsNamespaceDeclaration).Value += "1";
        SealVerifier.Seal(root).Should().Be(SealState.Invalid);
    }

    [Theory]
    [MemberData(nameof(Complements))]
    public void A_complement_added_after_sealing_is_noticed(string name, string complement, string adds)
    {
        var root = Issue("", "", "", "");
        SealVerifier.Seal(root).Should().Be(SealState.Valid);

        root.Add(new XElement(root.Name.Namespace + "Complemento", XElement.Parse(complement)));

        SealVerifier.Seal(root).Should().Be(SealState.Invalid, "{0} adds {1}", name, adds);
    }

    [Fact]
    public void A_complement_of_a_concept_is_covered_before_its_parts()
    {
        var root = Issue(
            "", "",
            """
            <iedu:instEducativas xmlns:iedu="http://www.sat.gob.mx/iedu" nombreAlumno="Ana" version="1.0" CURP="C" nivelEducativo="Primaria" autRVOE="1" />
            """,
            "|1.0|Ana|C|Primaria|1");

        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        root.Descendants().Single(element => element.Name.LocalName == "instEducativas").SetAttributeValue("nombreAlumno", "Eva");
        SealVerifier.Seal(root).Should().Be(SealState.Invalid);
    }

    [Fact]
    public void What_is_sealed_here_with_local_taxes_is_what_openssl_seals()
    {
        var root = Issue(
            """
            <implocal:ImpuestosLocales xmlns:implocal="http://www.sat.gob.mx/implocal" version="1.0" TotaldeRetenciones="20.00" TotaldeTraslados="0.00">
              <implocal:RetencionesLocales ImpLocRetenido="Cedular" TasadeRetencion="2.00" Importe="20.00" />
            </implocal:ImpuestosLocales>
            """,
            "|1.0|20.00|0.00|Cedular|2.00|20.00", "", "");
        using var csd = Cfdi.Sealing.Csd.Open(
            File.ReadAllBytes(SharedFolder.Sat("csd", Sealed + ".cer")), File.ReadAllBytes(SharedFolder.Sat("csd", Sealed + ".key")), Password, null,
            Csd.ValidFrom.AddDays(1)).Csd!;

        root.Descendants().SelectMany(element => element.Nodes()).OfType<XText>().Remove();
        var ours = Sealer.Seal(CfdiReader.Read(root).Document!, csd);

        ours.Comprobante.ImpuestosLocales!.TotaldeRetenciones.Should().Be(20);
        ours.Comprobante.Sello.Should().Be(root.Attribute("Sello")!.Value);
        SealVerifier.Seal(SafeXml.Load(ours.Xml).Root!).Should().Be(SealState.Valid);
    }

    [Fact]
    public void Of_a_complement_that_is_not_known_nothing_is_claimed_and_nothing_is_sealed()
    {
        const string unknown = """<x:Nuevo xmlns:x="http://www.sat.gob.mx/Nuevo40" Version="1.0" Dato="uno" />""";
        var covered = Issue(unknown, "|1.0|uno", "", "");
        var added = Issue("", "", "", "");
        added.Add(new XElement(added.Name.Namespace + "Complemento", XElement.Parse(unknown)));

        SealVerifier.Seal(covered).Should().Be(SealState.NotVerifiable);
        SealVerifier.Seal(added).Should().Be(SealState.NotVerifiable);
        var findings = Preflight.Check(covered, DateTimeOffset.UnixEpoch);
        findings.Should().NotContain(finding => finding.Code == "CFDI40102");
        findings.Should().ContainSingle(finding => finding.Code == "COMPLEMENTO" && finding.Severity == Severity.Warning)
            .Which.Message.Should().Contain("Nuevo").And.Contain("http://www.sat.gob.mx/Nuevo40");
        using var csd = Cfdi.Sealing.Csd.Open(
            File.ReadAllBytes(SharedFolder.Sat("csd", Sealed + ".cer")), File.ReadAllBytes(SharedFolder.Sat("csd", Sealed + ".key")), Password, null,
            Csd.ValidFrom.AddDays(1)).Csd!;
        var sealing = () => Sealer.Seal(covered, csd);
        sealing.Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void A_cfdi_3_3_is_named_and_its_seal_verified()
    {
        var xml = $"""
            <cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/3" Version="3.3" Folio="9" Fecha="2021-05-01T10:00:00" Sello="" FormaPago="03"
                NoCertificado="{Csd.NoCertificado}" Certificado="{Csd.Base64}" SubTotal="100.00" Moneda="MXN" Total="116.00" TipoDeComprobante="I"
                MetodoPago="PUE" LugarExpedicion="06600">
              <cfdi:Emisor Rfc="CACX7605101P8" Nombre="XOCHILT CASAS CHAVEZ" RegimenFiscal="612" />
              <cfdi:Receptor Rfc="EKU9003173C9" UsoCFDI="G03" />
              <cfdi:Conceptos><cfdi:Concepto ClaveProdServ="85121502" Cantidad="1" ClaveUnidad="E48" Descripcion="Consulta" ValorUnitario="100.00" Importe="100.00">
                <cfdi:Impuestos><cfdi:Traslados><cfdi:Traslado Base="100.00" Impuesto="002" TipoFactor="Tasa" TasaOCuota="0.160000" Importe="16.00" /></cfdi:Traslados></cfdi:Impuestos>
              </cfdi:Concepto></cfdi:Conceptos>
              <cfdi:Impuestos TotalImpuestosTrasladados="16.00"><cfdi:Traslados><cfdi:Traslado Impuesto="002" TipoFactor="Tasa" TasaOCuota="0.160000" Importe="16.00" /></cfdi:Traslados></cfdi:Impuestos>
              <cfdi:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" Version="1.1" UUID="U" />
                <l:ImpuestosLocales xmlns:l="http://www.sat.gob.mx/implocal" version="1.0" TotaldeRetenciones="0.00" TotaldeTraslados="2.00">
                  <l:TrasladosLocales ImpLocTrasladado="Cedular" TasadeTraslado="2.00" Importe="2.00" /></l:ImpuestosLocales></cfdi:Complemento>
            </cfdi:Comprobante>
            """;
        var root = Signed(xml,
            $"||3.3|9|2021-05-01T10:00:00|03|{Csd.NoCertificado}|100.00|MXN|116.00|I|PUE|06600|CACX7605101P8|XOCHILT CASAS CHAVEZ|612|EKU9003173C9|G03"
            + "|85121502|1|E48|Consulta|100.00|100.00|100.00|002|Tasa|0.160000|16.00|002|Tasa|0.160000|16.00|16.00"
            + "|1.0|0.00|2.00|Cedular|2.00|2.00||");

        SatDocument.Of(root)!.Name.Should().Be("CFDI 3.3");
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        Structure.Check(root).Should().ContainSingle().Which.Message.Should().Be("Es un CFDI 3.3, no un CFDI 4.0.");
        root.SetAttributeValue("Total", "117.00");
        SealVerifier.Seal(root).Should().Be(SealState.Invalid);
        root.SetAttributeValue("Version", "3.2");
        SealVerifier.Seal(root).Should().Be(SealState.NotVerifiable);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha1")]
    public void Retenciones_1_0_are_named_and_their_seal_verified(string digest)
    {
        var xml = $"""
            <r:Retenciones xmlns:r="http://www.sat.gob.mx/esquemas/retencionpago/1" Version="1.0" FolioInt="4" Sello="" NumCert="{Csd.NoCertificado}"
                Cert="{Csd.Base64}" FechaExp="2018-01-31T10:00:00-06:00" CveRetenc="14">
              <r:Emisor RFCEmisor="CACX7605101P8" NomDenRazSocE="X" />
              <r:Receptor Nacionalidad="Nacional"><r:Nacional RFCRecep="EKU9003173C9" NomDenRazSocR="K" /></r:Receptor>
              <r:Periodo MesIni="1" MesFin="1" Ejerc="2018" />
              <r:Totales montoTotOperacion="100" montoTotGrav="100" montoTotExent="0" montoTotRet="10"><r:ImpRetenidos Impuesto="01" montoRet="10" TipoPagoRet="Pago definitivo" /></r:Totales>
              <r:Complemento><d:Dividendos xmlns:d="http://www.sat.gob.mx/esquemas/retencionpago/1/dividendos" Version="1.0">
                <d:DividOUtil CveTipDivOUtil="01" MontISRAcredRetMexico="0" MontISRAcredRetExtranjero="0" TipoSocDistrDiv="Sociedad Nacional" /></d:Dividendos></r:Complemento>
            </r:Retenciones>
            """;
        var root = Signed(
            xml,
            $"||1.0|{Csd.NoCertificado}|4|2018-01-31T10:00:00-06:00|14|CACX7605101P8|X|Nacional|EKU9003173C9|K|1|1|2018|100|100|0|10|01|10|Pago definitivo"
            + "|1.0|01|0|0|Sociedad Nacional||",
            digest);

        SatDocument.Of(root)!.Name.Should().Be("CFDI de retenciones e información de pagos 1.0");
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
    }

    [Fact]
    public void Retenciones_2_0_are_named_and_their_seal_verified()
    {
        var xml = $"""
            <r:Retenciones xmlns:r="http://www.sat.gob.mx/esquemas/retencionpago/2" Version="2.0" Sello="" NoCertificado="{Csd.NoCertificado}"
                Certificado="{Csd.Base64}" FechaExp="2026-01-31T10:00:00" LugarExpRetenc="06600" CveRetenc="25" DescRetenc="Otro">
              <r:Emisor RfcE="CACX7605101P8" NomDenRazSocE="X" RegimenFiscalE="612" />
              <r:Receptor NacionalidadR="Extranjero"><r:Extranjero NomDenRazSocR="K" NumRegIdTribR="12" /></r:Receptor>
              <r:Periodo MesIni="01" MesFin="01" Ejercicio="2026" />
              <r:Totales MontoTotOperacion="100" MontoTotGrav="100" MontoTotExent="0" MontoTotRet="10"><r:ImpRetenidos BaseRet="100" ImpuestoRet="001" MontoRet="10" TipoPagoRet="01" /></r:Totales>
            </r:Retenciones>
            """;
        var root = Signed(
            xml,
            $"||2.0|{Csd.NoCertificado}|2026-01-31T10:00:00|06600|25|Otro|CACX7605101P8|X|612|Extranjero|12|K|01|01|2026|100|100|0|10|100|001|10|01||");

        SatDocument.Of(root)!.Name.Should().Be("CFDI de retenciones e información de pagos 2.0");
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
    }

    /// <summary>A CFDI 4.0 sealed by openssl over a cadena that is put together here.</summary>
    private static XElement Issue(string complement, string adds, string ofConcept, string conceptAdds)
    {
        var xml = $"""
            <cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0" Fecha="2026-03-02T11:30:00" Sello="" FormaPago="03"
                NoCertificado="{Csd.NoCertificado}" Certificado="{Csd.Base64}" SubTotal="1000.00" Moneda="MXN" Total="980.00" TipoDeComprobante="I"
                Exportacion="01" MetodoPago="PUE" LugarExpedicion="36000">
              <cfdi:Emisor Rfc="CACX7605101P8" Nombre="XOCHILT CASAS CHAVEZ" RegimenFiscal="612" />
              <cfdi:Receptor Rfc="XAXX010101000" Nombre="ANA" DomicilioFiscalReceptor="36000" RegimenFiscalReceptor="616" UsoCFDI="S01" />
              <cfdi:Conceptos><cfdi:Concepto ClaveProdServ="85121502" Cantidad="1" ClaveUnidad="E48" Descripcion="Consulta" ValorUnitario="1000.00"
                Importe="1000.00" ObjetoImp="01">{(ofConcept.Length > 0 ? $"<cfdi:ComplementoConcepto>{ofConcept}</cfdi:ComplementoConcepto>" : "")}
                <cfdi:Parte ClaveProdServ="85121502" Cantidad="1" Descripcion="Parte" /></cfdi:Concepto></cfdi:Conceptos>
              {(complement.Length > 0 ? $"<cfdi:Complemento>{complement}</cfdi:Complemento>" : "")}
            </cfdi:Comprobante>
            """;
        return Signed(xml, Cadena(adds, conceptAdds));
    }

    private static string Cadena(string adds, string conceptAdds) =>
        $"||4.0|2026-03-02T11:30:00|03|{Csd.NoCertificado}|1000.00|MXN|980.00|I|01|PUE|36000|CACX7605101P8|XOCHILT CASAS CHAVEZ|612"
        + $"|XAXX010101000|ANA|36000|616|S01|85121502|1|E48|Consulta|1000.00|1000.00|01{conceptAdds}|85121502|1|Parte{adds}||";

    private static XElement Signed(string xml, string cadena, string digest = "sha256")
    {
        var root = SafeXml.Load(Encoding.UTF8.GetBytes(xml)).Root!;
        root.SetAttributeValue("Sello", OpenSsl.Sign(cadena, SharedFolder.Sat("csd", Sealed + ".key"), Password, digest));
        return root;
    }
}
