namespace Honorario.Catalogos;

/// <summary>What SAT's catalogue says of a postal code.</summary>
/// <param name="PostalCode">Five digits.</param>
/// <param name="Estado">c_Estado.</param>
/// <param name="EstadoName">The state's name; "" until SAT's catalogue is imported.</param>
/// <param name="Municipio">c_Municipio; "" when SAT lists none, or until its catalogue is imported.</param>
/// <param name="MunicipioName">The municipality's name; "" likewise.</param>
/// <param name="TimeZoneId">IANA name of the zone whose clock the place keeps.</param>
/// <param name="Border">Stimulus of the border: 0 none, 1 the north's, 2 the south's; null until SAT's catalogue is imported.</param>
public sealed record PostalPlace(
    string PostalCode, string Estado, string EstadoName, string Municipio, string MunicipioName, string TimeZoneId, int? Border = null);
