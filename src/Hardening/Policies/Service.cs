namespace Hardening.Policies;

/// <summary>Something reachable that a policy protects.</summary>
public sealed record Service
{
    /// <summary>Makes a service.</summary>
    /// <param name="name">Letters, digits and <c>. _ -</c>.</param>
    /// <param name="endpoints">Where it listens, at least one.</param>
    /// <param name="wrapperNames">The names that its daemon asks tcp-wrappers under; none if it never asks.</param>
    /// <param name="rpcProgram">Its ONC RPC program number (RFC 5531), if it is an RPC service.</param>
    /// <exception cref="ArgumentException">A name could be read as more than a name, or there is no endpoint.</exception>
    public Service(
        string name,
        EquatableArray<Endpoint> endpoints,
        EquatableArray<string> wrapperNames = default,
        uint? rpcProgram = null
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        Check(name, nameof(name));
        foreach (var wrapperName in wrapperNames)
        {
            Check(wrapperName, nameof(wrapperNames));
        }
        if (endpoints.Count == 0)
        {
            throw new ArgumentException($"The service {name} listens nowhere.", nameof(endpoints));
        }
        Name = name;
        Endpoints = endpoints;
        WrapperNames = wrapperNames;
        RpcProgram = rpcProgram;
    }

    /// <summary>The name that policies and reports call it by.</summary>
    public string Name { get; }

    /// <summary>Where it listens, at least one.</summary>
    public EquatableArray<Endpoint> Endpoints { get; }

    /// <summary>The names that its daemon asks tcp-wrappers under, today's first.</summary>
    public EquatableArray<string> WrapperNames { get; }

    /// <summary>Its ONC RPC program number (RFC 5531), if it is an RPC service.</summary>
    public uint? RpcProgram { get; }

    /// <summary>Whether it speaks ONC RPC.</summary>
    public bool IsRpc => RpcProgram is not null;

    private static void Check(string name, string parameter)
    {
        if (ServiceName.Problem(name) is { Length: > 0 } problem)
        {
            throw new ArgumentException(problem, parameter);
        }
    }
}
