using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Honorario.Architecture.Tests;

/// <summary>Which type of an assembly names which other type of it, read from the IL: also what a lambda, a state machine or an inlined <c>typeof</c>
/// names.</summary>
public static class TypeEdges
{
    /// <summary>Outermost type to outermost type, each pair once; generated types count as the type they stand in.</summary>
    public static IReadOnlyCollection<(string From, string To)> Of(string file) => Into(file, Path.GetFileNameWithoutExtension(file));

    /// <summary>The same of types that another assembly names.</summary>
    /// <param name="file">The assembly that names them.</param>
    /// <param name="target">The name of the one in which they are.</param>
    public static IReadOnlyCollection<(string From, string To)> Into(string file, string target)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(file);
        var found = new HashSet<(string, string)>();
        foreach (var type in assembly.MainModule.GetTypes())
        {
            var from = Outermost(type).FullName;
            if (!IsWritten(from))
                continue;
            foreach (var named in Named(type))
            {
                foreach (var part in Parts(named))
                {
                    var to = Outermost(part);
                    if (Home(to.Scope) == target && to.FullName != from && IsWritten(to.FullName))
                        found.Add((from, to.FullName));
                }
            }
        }

        return found;
    }

    private static string Home(IMetadataScope scope) => scope is ModuleDefinition module ? module.Assembly.Name.Name : scope.Name;

    /// <summary>Whether a person wrote it: what the compiler makes for a whole assembly (anonymous types, generated code) stands in no folder.</summary>
    private static bool IsWritten(string type) => type.StartsWith("Honorario.", StringComparison.Ordinal);

    private static IEnumerable<TypeReference> Named(TypeDefinition type)
    {
        if (type.BaseType is { } parent)
            yield return parent;
        foreach (var made in type.Interfaces)
            yield return made.InterfaceType;
        foreach (var named in type.GenericParameters.SelectMany(Constraints).Concat(Attributes(type)))
            yield return named;
        foreach (var field in type.Fields)
        {
            yield return field.FieldType;
            foreach (var named in Attributes(field))
                yield return named;
        }

        foreach (var property in type.Properties)
        {
            foreach (var named in Attributes(property))
                yield return named;
        }

        foreach (var method in type.Methods)
        {
            foreach (var named in Signature(method).Concat(Attributes(method)).Concat(method.GenericParameters.SelectMany(Constraints)))
                yield return named;
            foreach (var parameter in method.Parameters.SelectMany(Attributes))
                yield return parameter;
            if (!method.HasBody)
                continue;
            foreach (var local in method.Body.Variables)
                yield return local.VariableType;
            foreach (var handler in method.Body.ExceptionHandlers.Where(handler => handler.CatchType is not null))
                yield return handler.CatchType;
            foreach (var named in method.Body.Instructions.SelectMany(Operand))
                yield return named;
        }
    }

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod made => [made.DeclaringType, .. made.GenericArguments, .. Signature(made.ElementMethod)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider bearer) => bearer.CustomAttributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>().Prepend(attribute.AttributeType));

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType made => [.. Parts(made.ElementType), .. made.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
